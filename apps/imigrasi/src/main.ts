import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { ImigrasiModule } from './imigrasi.module.js';

await serve({ module: ImigrasiModule, settings: () => settingsFromProcess('imigrasi') });
