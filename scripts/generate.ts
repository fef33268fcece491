import { contractSources } from './generate/fact-files.js';
import { writePages } from './generate/page.js';

const sources = await writePages(await contractSources());

// Only now: the front door must already export a fact whose file is new.
const { catalogue } = await import('@timpora/contracts');
const { publishedContracts } = await import('./generate/published.js');
const { alarmList } = await import('@timpora/exchange');
const { runbooks } = await import('./generate/runbooks.js');

const pages = await writePages([...publishedContracts(catalogue), ...runbooks(alarmList)]);
const written = [...sources, ...pages];
console.log(written.length === 0 ? 'everything generated is up to date' : written.map((path) => `wrote ${path}`).join('\n'));
