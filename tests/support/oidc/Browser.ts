/** As much of a browser as a single sign-on needs: it keeps cookies by origin and follows redirects one by one. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>()

  async get(url: URL | string): Promise<Response> {
    const { origin } = new URL(url)
    const jar = this.#jars.get(origin) ?? new Map<string, string>()
    this.#jars.set(origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, 'user-agent': 'Firefox/1 Linux' },
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]?.split(/=(.*)/, 2) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  /** Follows redirects until an address of `end` is asked for. @returns that address, not yet asked */
  async walk(from: URL | string, end: (url: URL) => boolean): Promise<URL> {
    let url = new URL(from)
    for (let step = 0; step < 20; step++) {
      if (end(url)) return url
      const response = await this.get(url)
      const next = response.headers.get('location')
      if (next === null) throw new Error(`${url.href} answered ${response.status}: ${await response.text()}`)
      url = new URL(next, url)
    }
    throw new Error('redirected without end')
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#jars.get(origin)?.get(name)
  }

  cookies(origin: string): string {
    return [...(this.#jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}
