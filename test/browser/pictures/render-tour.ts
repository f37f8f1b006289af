import { LANGUAGES } from '../../../local/page/texts.ts';
import type { Language } from '../gallery/made-up-team.ts';
import { fileOf } from './list-pictures.ts';
import { TOUR_WIDTH } from './render-picture.ts';
import { TOUR_SCENES } from './tour-scenes.ts';
import { frameOf, sayScene } from './tour-words.ts';

const NAMES: Record<Language, { name: string; readme: string }> = {
  en: { name: 'English', readme: 'README.md' },
  ko: { name: '한국어', readme: 'README.ko.md' },
  'zh-TW': { name: '繁體中文', readme: 'README.zh-TW.md' },
};

/** From the root of the repository. */
export const tourFile = (language: Language): string => `docs/tour/${language}.md`;

/** The guided day as a Markdown page, which GitHub shows on a phone. */
export const renderTour = (language: Language): string => {
  const { title, intro } = frameOf(language);
  const others = LANGUAGES.map((other) =>
    other === language ? NAMES[other].name : `[${NAMES[other].name}](${other}.md)`,
  );
  const scenes = TOUR_SCENES.map((scene, index) => {
    const words = sayScene(scene, language);
    return `## ${index + 1}. ${words.title}

${words.text}

<img src="../images/${fileOf(scene, language)}" width="${TOUR_WIDTH}" alt="${words.title}">
`;
  });
  return `# ${title}

${[...others, `[README](../../${NAMES[language].readme})`].join(' · ')}

${intro}

${scenes.join('\n')}`;
};
