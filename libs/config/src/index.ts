export { SETTINGS, type MatchSecret, type Periods, type Settings } from './settings.js';
export { SettingsError, portOf, settingsFrom, settingsFromProcess } from './settings-from.js';
