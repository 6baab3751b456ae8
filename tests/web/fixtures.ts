// What every test here has: a server of its own file's (started once a worker), and a page that fails the test when the
// console tells of an error or the content security policy is broken.
import { expect, test as base, type Page } from '@playwright/test';
import { join } from 'node:path';

import { ROOT, Server } from './server.ts';

interface Fixtures {
  /** Messages of the console that a test expects, as patterns: refusals show there. */
  expected: RegExp[];
  /** Starts a server of the test's own, with the invented posts unless `filled` is false. */
  own: (flags?: string[], filled?: boolean) => Promise<Server>;
}

export const test = base.extend<Fixtures, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await new Server().start();
      await use(server);
      await server.remove();
    },
    { scope: 'worker' },
  ],

  expected: async ({}, use) => {
    await use([]);
  },

  // The page needs it, so that the console has been judged before the server goes.
  own: async ({}, use) => {
    const servers: Server[] = [];
    await use((flags = [], filled = true) => {
      const server = new Server(flags, filled);
      servers.push(server);
      return server.start();
    });
    for (const server of servers) await server.remove();
  },

  page: async ({ page, expected, own: _ }, use) => {
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await use(page);
    expect(wrong.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
    // Set by any text of a post that became markup.
    if (!page.isClosed()) expect(await page.evaluate(() => (window as { evil?: number }).evil)).toBeUndefined();
  },
});

/** The data are there and nothing is on its way. */
export async function open(page: Page, server: Server, path: string, lang: 'en' | 'it' = 'en'): Promise<void> {
  await page.addInitScript((chosen) => {
    if (localStorage.getItem('polso.lang') === null) localStorage.setItem('polso.lang', chosen);
  }, lang);
  await page.goto(server.url + path);
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await expect(page.locator('main .skeleton')).toHaveCount(0);
  await expect(page.locator('main h1, main h2').first()).toBeVisible();
  await expect(page.locator('main [aria-busy="true"], main[aria-busy="true"]')).toHaveCount(0);
}

export function shot(name: string): string {
  return join(ROOT, 'build/web-shots', `${name}.png`);
}

export { expect };
