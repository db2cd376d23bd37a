// The library asks for the polyfill to be loaded before itself.
import 'reflect-metadata'

export * from '@peculiar/x509'
