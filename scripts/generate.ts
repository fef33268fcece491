import { contractSources } from './generate/fact-files.js';
import { writePages } from './generate/page.js';

const sources = await writePages(await contractSources());

// Only now: the front door must already export a fact whose file is new.
const { catalogue } = await import('@timpora/contracts');
const { brokenContracts, publishedContracts } = await import('./generate/published.js');
const { alarmList } = await import('@timpora/exchange');
const { runbooks } = await import('./generate/runbooks.js');
const { asyncapiPages } = await import('./generate/asyncapi.js');
const { cataloguePages } = await import('./generate/catalogue-pages.js');
const { workspaceFiles } = await import('./generate/workspace-files.js');

const broken = await brokenContracts(catalogue);
if (broken.length > 0) {
  console.error(
    `These changes would break members that read what was published:\n${broken.join('\n')}\n` +
      'Add optional fields only, or define version 2 of the event. To break on purpose, agree with these members, then delete its file in libs/contracts/published first.',
  );
  process.exit(1);
}

const pages = await writePages([
  ...publishedContracts(catalogue),
  ...asyncapiPages(catalogue),
  ...cataloguePages(catalogue),
  ...runbooks(alarmList),
  ...(await workspaceFiles()),
]);
const written = [...sources, ...pages];
console.log(written.length === 0 ? 'everything generated is up to date' : written.map((path) => `wrote ${path}`).join('\n'));
