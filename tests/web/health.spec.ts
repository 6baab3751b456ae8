// The model's health on the page of models: from the invented posts, which are too few days for alarms, and from an
// answer that has everything.
import { expect, open, shot, test } from './fixtures.ts';

const interval = (value: number) => ({ value, low: value - 0.04, high: value + 0.04 });
const quality = (value: number) => ({
  accuracy: interval(value),
  macro_recall: interval(value),
  macro_f1: interval(value),
});
const estimated = {
  posts: 1000,
  steady: quality(0.8),
  moving: quality(0.7),
  shares: { negative: 0.5, neutral: 0.3, positive: 0.2 },
  gap: 0.1,
  disagree: true,
};
const quiet = { value: 0.5, usual: 0.5, p: 0.4, alarm: 'quiet' };

function slice(kind: string, name: string) {
  return {
    kind,
    name,
    posts: 1000,
    reference: 2000,
    finding: 'language',
    action: 'label',
    reason: 'at the same mood the posts differ',
    drift: {
      words: { value: 0.72, usual: 0.5, p: 0.01, alarm: 'drift' },
      unknown_words: { value: 0.08, usual: 0.05, p: 0.01, alarm: 'warning' },
      length: { ...quiet, value: 14.2, usual: 14 },
      language: quiet,
      mood: quiet,
      shape: quiet,
    },
    windows: 40,
    estimated,
    estimated_month: estimated,
    labelled: {
      accuracy: interval(0.66),
      audit_alone: interval(0.65),
      audited: 200,
      feedback: 30,
      effective: 200,
      worth: 240,
    },
    calibration: { posts: 200, error: 0.06, usual: 0.05, p: 0.3, rows: [] },
  };
}

const HEALTH = {
  ready: true,
  health: {
    model: 'polso-en@1',
    from: '2026-03-01T00:00:00Z',
    to: '2026-03-02T00:00:00Z',
    reference_from: '2026-02-01T00:00:00Z',
    month_from: '2026-02-01T00:00:00Z',
    validated: interval(0.7),
    aged: true,
    refreshed_by: 200,
    trusted: true,
    promise: { drift: 1000, warning: 100 },
    all: slice('all', ''),
    slices: [slice('brand', 'Aurora Airlines'), slice('language', ''), slice('source', '<b>x</b>')],
    strangest: [
      { source: 'x', id: '1', brand: 'Aurora Airlines', lang: 'en', text: 'mid <img src=x onerror="evil=1"> fr' },
    ],
  },
};

test('of a server that has just started it is told as soon as it is known', async ({ page, server }) => {
  await open(page, server, '/models');
  const health = page.locator('section.health');
  await expect(health.locator('.lead')).toBeVisible({ timeout: 30_000 });
  await expect(health.locator('table').first()).toContainText('Macro recall, validated');
  await expect(health.locator('.alarm').first()).toHaveText('learning');
});

for (const [lang, finding, part] of [
  ['en', 'The language has moved', 'By brand, language and source'],
  ['it', 'La lingua è cambiata', 'Per marchio, lingua e fonte'],
] as const) {
  test(`finding, figures, alarms and the strangest posts in ${lang}`, async ({ page, server }) => {
    await page.route('**/api/v1/model/health', (route) => route.fulfill({ json: HEALTH }));
    await open(page, server, '/models', lang);
    const health = page.locator('section.health');
    await expect(health.locator('.finding')).toHaveText(finding);
    await expect(health.locator('.alarm.drift')).toHaveCount(1);
    await expect(health.locator('.alarm.warning')).toHaveCount(1);
    await expect(health.locator('.notice')).toBeVisible();
    await health.getByText(part).click();
    await expect(health.locator('details tbody tr')).toHaveCount(3);
    await expect(health.locator('details')).toContainText('<b>x</b>');
    await expect(health.locator('.strange li')).toContainText('mid <img');
    await page.screenshot({ path: shot(`health-${lang}`), fullPage: true });
    await page.setViewportSize({ width: 360, height: 800 });
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
  });
}
