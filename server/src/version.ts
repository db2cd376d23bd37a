import packageFile from '../../package.json' with { type: 'json' }

/** Version of this build, from the package file. */
export const VERSION: string = packageFile.version
