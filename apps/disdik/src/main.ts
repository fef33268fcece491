import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DisdikModule } from './disdik.module.js';

await runAgency(DisdikModule, settingsFromProcess('disdik'));
