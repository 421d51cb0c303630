import './global-setup';

// eslint-disable-next-line no-restricted-exports -- jest takes the default export
export default async function tearDown(): Promise<void> {
  const run = globalThis.broadsheetTestRun;
  await run?.admin.end();
  await run?.server?.stop();
}
