import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { PolresModule } from './polres.module.js';

await runAgency(PolresModule, settingsFromProcess('polres'));
