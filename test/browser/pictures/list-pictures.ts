import { LANGUAGES } from '../../../local/page/texts.ts';
import { listActing } from '../gallery/list-acting.ts';
import { type Language, teamIn } from '../gallery/made-up-team.ts';
import { renderPicture } from './render-picture.ts';
import { type Post, postsOfScenes, TOUR_SCENES, type TourScene } from './tour-scenes.ts';
import { sayScene } from './tour-words.ts';

/** A picture in `docs/images`, made of one page, or an animation of several. */
export type Picture = { file: string; scenes: readonly TourScene[]; layout: Layout; pages: string[] };

/** `tall`: a column as wide as a phone. `frame`: a caption above a column. `wide`: two columns. */
export type Layout = 'tall' | 'frame' | 'wide';

/** The scenes that explain the product. */
const ANIMATED = [
  'arrival',
  'warning',
  'last-warning',
  'reply',
  'question',
  'report',
] as const satisfies TourScene[];

export const listPictures = async (): Promise<Picture[]> =>
  (await Promise.all(LANGUAGES.map((language) => picturesIn(language)))).flat();

const picturesIn = async (language: Language): Promise<Picture[]> => {
  const posts = postsOfScenes(language);
  const page = (columns: Post[][], layout: Layout, caption?: { title: string; text: string }) =>
    renderPicture(language, { columns, layout, ...(caption && { caption }) });
  const stills = TOUR_SCENES.map(async (scene): Promise<Picture> => ({
    file: fileOf(scene, language),
    scenes: [scene],
    layout: 'tall',
    pages: [await page([posts[scene]], 'tall')],
  }));
  const frames = ANIMATED.map((scene) => page([posts[scene]], 'frame', sayScene(scene, language)));
  return [
    ...(await Promise.all(stills)),
    { file: fileOf('day', language), scenes: ANIMATED, layout: 'frame', pages: await Promise.all(frames) },
    {
      file: fileOf('acting', language),
      scenes: [],
      layout: 'wide',
      pages: [await page(listActing(teamIn(language)), 'wide')],
    },
  ];
};

export const fileOf = (name: string, language: Language): string => `${name}-${language}.webp`;
