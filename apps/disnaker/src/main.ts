import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DisnakerModule } from './disnaker.module.js';

await serve({ module: DisnakerModule, settings: () => settingsFromProcess('disnaker') });
