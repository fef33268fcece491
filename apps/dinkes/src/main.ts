import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DinkesModule } from './dinkes.module.js';

await runAgency(DinkesModule, settingsFromProcess('dinkes'));
