// Hosts all agencies in one process, each in a container of its own. TIMPORA_AGENCIES: the environment of each, as JSON.
import { serve } from '@timpora/agency';
import { settingsFrom } from '@timpora/config';

const environments = JSON.parse(process.env.TIMPORA_AGENCIES ?? '{}');
const agencies = await Promise.all(
  Object.entries(environments).map(async ([member, environment]) => {
    const [module] = Object.values(await import(`@timpora/${member}`));
    return { module, settings: () => settingsFrom(environment, member) };
  }),
);
await serve(...agencies);
