import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { KesbangpolModule } from './kesbangpol.module.js';

await runAgency(KesbangpolModule, settingsFromProcess('kesbangpol'));
