/** Parts that synthetic names are put together from: given names, family names, both with the own script where it is not Latin. Nobody is meant. */
export interface NameParts {
  readonly order: 'given-family' | 'family-given';
  readonly given: readonly NamePart[];
  /** Where people have one name, there are none. */
  readonly family: readonly NamePart[];
}

type NamePart = readonly [latin: string, own?: string];

const chinese: NameParts = {
  order: 'family-given',
  given: [
    ['Wei', '伟'],
    ['Jun', '军'],
    ['Li Na', '丽娜'],
    ['Fang', '芳'],
    ['Ming', '明'],
    ['Hui', '慧'],
    ['Guang', '光'],
    ['Yan', '燕'],
    ['Bo', '波'],
    ['Xiaolong', '小龙'],
    ['Jing', '静'],
    ['Hao', '浩'],
  ],
  family: [
    ['Zhang', '张'],
    ['Wang', '王'],
    ['Chen', '陈'],
    ['Liu', '刘'],
    ['Zhao', '赵'],
    ['Huang', '黄'],
    ['Zhou', '周'],
    ['Sun', '孙'],
  ],
};

export const nameParts: Readonly<Record<string, NameParts>> = {
  CHN: chinese,
  TWN: {
    order: 'family-given',
    given: [
      ['Chih-ming', '志明'],
      ['Shu-fen', '淑芬'],
      ['Chun-chieh', '俊傑'],
      ['Ya-ting', '雅婷'],
      ['Chia-hao', '家豪'],
    ],
    family: [
      ['Lin', '林'],
      ['Tsai', '蔡'],
      ['Hsu', '許'],
      ['Wu', '吳'],
    ],
  },
  KOR: {
    order: 'family-given',
    given: [
      ['Min-jun', '민준'],
      ['Seo-yeon', '서연'],
      ['Ji-hoon', '지훈'],
      ['Ha-eun', '하은'],
      ['Dong-hyun', '동현'],
      ['Sung-ho', '성호'],
      ['Eun-ji', '은지'],
      ['Tae-yang', '태양'],
      ['Jae-won', '재원'],
    ],
    family: [
      ['Kim', '김'],
      ['Lee', '이'],
      ['Park', '박'],
      ['Choi', '최'],
      ['Jung', '정'],
      ['Kang', '강'],
      ['Yoon', '윤'],
    ],
  },
  JPN: {
    order: 'family-given',
    given: [
      ['Haruto', '陽翔'],
      ['Yui', '結衣'],
      ['Sota', '颯太'],
      ['Ken', '健'],
    ],
    family: [
      ['Sato', '佐藤'],
      ['Suzuki', '鈴木'],
      ['Tanaka', '田中'],
    ],
  },
  YEM: {
    order: 'given-family',
    given: [
      ['Ahmad', 'أحمد'],
      ['Fatimah', 'فاطمة'],
      ['Salim', 'سالم'],
    ],
    family: [
      ['Al-Harazi', 'الحرازي'],
      ['Ba Wazir', 'باوزير'],
    ],
  },
  IND: {
    order: 'given-family',
    given: [
      ['Arjun', 'अर्जुन'],
      ['Priya', 'प्रिया'],
      ['Vikram', 'विक्रम'],
    ],
    family: [
      ['Nair', 'नायर'],
      ['Rao', 'राव'],
    ],
  },
  NLD: { order: 'given-family', given: [['Joost'], ['Zoë'], ['Pieter']], family: [['van der Meer'], ['Brouwer'], ["'t Hart"]] },
  VNM: { order: 'given-family', given: [['Đức'], ['Hương'], ['Anh']], family: [['Nguyễn'], ['Trần'], ['Phạm']] },
  MMR: {
    order: 'given-family',
    given: [
      ['Thuzar', 'သူဇာ'],
      ['Kyaw', 'ကျော်'],
      ['Hnin', 'နှင်း'],
    ],
    family: [],
  },
};
