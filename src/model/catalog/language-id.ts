// SQL Server's languages and the language_id that sys.messages keeps for each ("sys.syslanguages": lcid).

/** The language of a new server, in which a message stands before it stands in any other, and its id. */
export const US_ENGLISH = 'us_english';
export const ENGLISH = 1033;

const IDS: Readonly<Record<string, number>> = {
  [US_ENGLISH]: ENGLISH,
  Deutsch: 1031,
  Français: 1036,
  日本語: 1041,
  Dansk: 1030,
  Español: 3082,
  Italiano: 1040,
  Nederlands: 1043,
  Norsk: 2068,
  Português: 2070,
  Suomi: 1035,
  Svenska: 1053,
  čeština: 1029,
  magyar: 1038,
  polski: 1045,
  română: 1048,
  hrvatski: 1050,
  slovenčina: 1051,
  slovenski: 1060,
  ελληνικά: 1032,
  български: 1026,
  русский: 1049,
  Türkçe: 1055,
  British: 2057,
  eesti: 1061,
  latviešu: 1062,
  lietuvių: 1063,
  'Português (Brasil)': 1046,
  繁體中文: 1028,
  한국어: 1042,
  简体中文: 2052,
  Arabic: 1025,
  ไทย: 1054,
  'norsk (bokmål)': 1044,
};

const ALIASES: Readonly<Record<string, string>> = {
  English: US_ENGLISH,
  German: 'Deutsch',
  French: 'Français',
  Japanese: '日本語',
  Danish: 'Dansk',
  Spanish: 'Español',
  Italian: 'Italiano',
  Dutch: 'Nederlands',
  Norwegian: 'Norsk',
  Portuguese: 'Português',
  Finnish: 'Suomi',
  Swedish: 'Svenska',
  Czech: 'čeština',
  Hungarian: 'magyar',
  Polish: 'polski',
  Romanian: 'română',
  Croatian: 'hrvatski',
  Slovak: 'slovenčina',
  Slovenian: 'slovenski',
  Greek: 'ελληνικά',
  Bulgarian: 'български',
  Russian: 'русский',
  Turkish: 'Türkçe',
  'British English': 'British',
  Estonian: 'eesti',
  Latvian: 'latviešu',
  Lithuanian: 'lietuvių',
  Brazilian: 'Português (Brasil)',
  'Traditional Chinese': '繁體中文',
  Korean: '한국어',
  'Simplified Chinese': '简体中文',
  Thai: 'ไทย',
};

/** The language_id of a language by its name or alias; undefined for a name that is neither. */
export function languageIdOf(language: string): number | undefined {
  return IDS[ALIASES[language] ?? language];
}
