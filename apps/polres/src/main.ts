import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { PolresModule } from './polres.module.js';

await serve({ module: PolresModule, settings: () => settingsFromProcess('polres') });
