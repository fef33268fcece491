import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DukcapilModule } from './dukcapil.module.js';

await runAgency(DukcapilModule, settingsFromProcess('dukcapil'));
