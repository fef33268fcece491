import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DisdikModule } from './disdik.module.js';

await serve({ module: DisdikModule, settings: () => settingsFromProcess('disdik') });
