import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DukcapilModule } from './dukcapil.module.js';

await serve({ module: DukcapilModule, settings: () => settingsFromProcess('dukcapil') });
