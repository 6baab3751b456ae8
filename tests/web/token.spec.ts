import { expect, open, test } from './fixtures.ts';

test('where tokens are asked for: a wrong one is refused, a good one kept, and events flow with it', async ({
  page,
  own,
  expected,
}) => {
  expected.push(/401/);
  const server = await own(['--tokens', 'all']);
  await server.stop();
  const token = server.token('team', '--write');
  await server.start();
  await page.goto(server.url);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Token', { exact: true }).fill('polso_wrong');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('does not take this token');
  await dialog.getByLabel('Token', { exact: true }).fill(token);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.locator('tbody tr').first()).toContainText('Aurora Airlines');
  await expect(page.locator('.live')).toHaveClass(/on/);
  expect(
    await page.evaluate(() => [sessionStorage.getItem('polso.token') !== null, localStorage.getItem('polso.token')]),
  ).toEqual([true, null]);
  await page.reload();
  await expect(page.locator('tbody tr').first()).toContainText('Aurora Airlines');
  await expect(dialog).toHaveCount(0);
});

test('where only writing asks for one: one may look, and is told what labelling takes', async ({ page, own }) => {
  const server = await own(['--tokens', 'writers']);
  await server.stop();
  const token = server.token('team', '--write');
  await server.start();
  await open(page, server, '/label', 'it');
  await expect(page.locator('.notice')).toContainText('Puoi guardare ma non cambiare');
  await expect(page.locator('.answer').first()).toBeDisabled();
  await page.getByRole('button', { name: 'Dai un token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Token', { exact: true }).fill(token);
  await dialog.getByLabel('Conservalo').check();
  await dialog.getByRole('button', { name: 'Continua' }).click();
  await expect(page.locator('.answer').first()).toBeEnabled();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('polso.token'))).toBe(token);
});
