// Every view in both languages and themes: no serious barrier, no scrolling sideways on a phone, little to load; and
// pictures of all in build/web-shots.
import AxeBuilder from '@axe-core/playwright';

import { expect, open, settled, shot, test } from './fixtures.ts';
import { EVIL } from './posts.ts';

const VIEWS: Record<string, string> = {
  overview: '/',
  brand: '/brand/Aurora%20Airlines?range=30d&with=Banca+Ponte',
  'brand-hostile': `/brand/${encodeURIComponent(EVIL)}`,
  alerts: '/alerts',
  alert: '/alerts/3',
  'alert-hostile': '/alerts/2',
  brands: '/brands',
  models: '/models',
  label: '/label',
  audit: '/label?kind=audit',
};

for (const [name, path] of Object.entries(VIEWS)) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${name} has no barrier when ${theme}`, async ({ page, server }) => {
      await page.emulateMedia({ colorScheme: theme });
      const lang = theme === 'light' ? 'en' : 'it';
      await open(page, server, path, lang);
      if (name === 'brand') await page.locator('.twin summary').click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual(
        [],
      );
      await page.screenshot({ path: shot(`${name}-${lang}-${theme}-1280`), fullPage: true });
    });
  }

  for (const [width, lang] of [
    [390, 'it'],
    [360, 'en'],
    [360, 'it'],
  ] as const) {
    test(`${name} fits a phone of ${width} in ${lang}`, async ({ page, server }) => {
      await page.setViewportSize({ width, height: 800 });
      await open(page, server, path, lang);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBeLessThanOrEqual(0);
      if (width === 390) await page.screenshot({ path: shot(`${name}-${lang}-light-390`), fullPage: true });
    });
  }
}

test('the page about the API is readable and has no barrier', async ({ page, server }) => {
  await page.goto(`${server.url}/docs`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The API of Polso');
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
  await page.screenshot({ path: shot('docs-1280') });
  await page.setViewportSize({ width: 360, height: 800 });
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBeLessThanOrEqual(0);
});

for (const [name, most] of [
  ['overview', 60_000],
  ['brand', 100_000],
] as const) {
  test(`the first view of ${name} weighs little`, async ({ page, server }) => {
    const client = await page.context().newCDPSession(page);
    await client.send('Network.enable');
    const addresses = new Map<string, string>();
    let weight = 0;
    client.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, response.url));
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (!addresses.get(requestId)?.includes('/api/')) weight += encodedDataLength;
    });
    await open(page, server, VIEWS[name] as string);
    await settled(page);
    console.log(`${name}: ${weight} bytes over the wire without the data`);
    expect(weight).toBeGreaterThan(5_000);
    expect(weight).toBeLessThan(most);
  });
}

test('the states of waiting and of refusal', async ({ page, server, expected }) => {
  expected.push(/500|ERR_/);
  let let_go = (): void => undefined;
  await page.route('**/api/v1/overview*', async (route) => {
    await new Promise<void>((done) => {
      let_go = done;
    });
    await route.fulfill({
      status: 500,
      contentType: 'application/json',
      body: '{"error":{"code":"internal","message":"the disk is full"}}',
    });
  });
  await page.goto(server.url);
  await expect(page.locator('.skeleton')).toBeVisible();
  await page.screenshot({ path: shot('state-waiting-1280') });
  let_go();
  await expect(page.getByRole('alert')).toContainText('the disk is full');
  await page.screenshot({ path: shot('state-refused-1280') });
  await page.unroute('**/api/v1/overview*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('tbody tr').first()).toBeVisible();
});
