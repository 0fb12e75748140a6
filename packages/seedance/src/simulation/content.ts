import { type Model } from './models.ts';

/** Why a submit is refused. */
export class Refusal {
  readonly status: 400 | 401 | 404 | 409 | 429;
  readonly code: string;
  readonly message: string;
  readonly param: string;

  constructor(status: Refusal['status'], code: string, message: string, param = '') {
    this.status = status;
    this.code = code;
    this.message = message;
    this.param = param;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (message: string, param: string) => new Refusal(400, 'InvalidParameter', message, param);

/** As the service's own texts name them [client, observed]; `final` makes the video of a draft. */
export type TaskClass = 't2v' | 'i2v' | 'flf2v' | 'r2v' | 'final';

export interface Content {
  readonly of: TaskClass;
  readonly text: string;
  readonly clips: number;
  readonly draft?: string;
}

interface Item {
  readonly type: string;
  readonly role: string;
}

const kinds: Readonly<Record<string, string>> = {
  image: 'image_url',
  video: 'video_url',
  audio: 'audio_url',
};
const rolesOf: Readonly<Record<string, readonly string[]>> = {
  image_url: ['first_frame', 'last_frame', 'reference_image'],
  video_url: ['reference_video'],
  audio_url: ['reference_audio'],
};

function urlProblem(type: string, url: unknown): string | undefined {
  if (typeof url !== 'string' || url === '') return 'url is empty';
  if (/^https?:\/\/\S+$/.test(url) || /^asset:\/\/\S+$/.test(url)) return undefined;
  const formats = type === 'image_url' ? 'image' : type === 'audio_url' ? 'audio' : undefined;
  const isData =
    formats !== undefined && new RegExp(`^data:${formats}/[a-z0-9.+-]+;base64,[\\w+/]+=*$`).test(url);
  return isData ? undefined : 'url is neither a link nor a data URI that is taken here';
}

/** Each item by itself (notes, 4.3). */
function readItem(item: unknown, index: number): Item | Refusal {
  const at = `content[${index}]`;
  const type = isObject(item) ? item['type'] : undefined;
  if (!isObject(item) || typeof type !== 'string') return invalid('type is missing', at);
  if (type === 'text')
    return typeof item['text'] === 'string' && item['text'] !== ''
      ? { type, role: '' }
      : invalid('text is empty', `${at}.text`);
  if (type === 'draft_task') return { type, role: '' };
  const roles = rolesOf[type];
  if (roles === undefined) return invalid(`unknown type ${type}`, `${at}.type`);
  const media = item[type];
  const problem = urlProblem(type, isObject(media) ? media['url'] : undefined);
  if (problem !== undefined) return invalid(problem, `${at}.${type}`);
  const { role = '' } = item;
  if (role === '' && type === 'image_url') return { type, role };
  if (typeof role !== 'string' || !roles.includes(role))
    return invalid(`invalid role specified for ${type.replace('_url', '')} content`, `${at}.role`);
  return { type, role };
}

/** The list as a whole, for one model. */
export function readContent(list: unknown, model: Model): Content | Refusal {
  if (!Array.isArray(list) || list.length === 0)
    return new Refusal(400, 'MissingParameter', 'content is missing', 'content');
  const raw: readonly unknown[] = list;
  const items: Item[] = [];
  for (const [index, part] of raw.entries()) {
    const item = readItem(part, index);
    if (item instanceof Refusal) return item;
    items.push(item);
  }
  const [first] = raw;
  if (items[0]?.type === 'draft_task') {
    const draft = isObject(first) && isObject(first['draft_task']) ? first['draft_task']['id'] : undefined;
    if (model.generation !== '2.5' || items.length > 1 || typeof draft !== 'string')
      return invalid('a draft task stands alone, for models that have drafts', 'content');
    return { of: 'final', text: '', clips: 0, draft };
  }
  const images = items.filter(({ type }) => type === kinds['image']);
  if (images.length > 1 && images.some(({ role }) => role === ''))
    return invalid('role must be specified for image contents', 'content');
  const count = (role: string) => items.filter((item) => item.role === role).length;
  const firsts = count('first_frame') + images.filter(({ role }) => role === '').length;
  const lasts = count('last_frame');
  const [pictures, clips, sounds] = [
    count('reference_image'),
    count('reference_video'),
    count('reference_audio'),
  ];
  const isReferring = pictures + clips + sounds > 0;
  if (isReferring && firsts + lasts > 0)
    return invalid('first/last frame content cannot be mixed with reference media content', 'content');
  if (firsts > 1 || lasts > 1 || (lasts === 1 && firsts === 0))
    return invalid('a last frame needs one first frame', 'content');
  if (lasts === 1 && !model.takesLastFrame) return invalid('the model takes no last frame', 'content');
  if (isReferring && model.references === undefined)
    return invalid(`the parameter content is not supported for model ${model.core} in r2v`, 'content');
  const [mostPictures = 0, mostClips = 0, mostSounds = 0] = model.references ?? [];
  // The service lets too many pictures pass and fails later [client, observed]; here they are refused at once.
  if (pictures > mostPictures || clips > mostClips || sounds > mostSounds)
    return invalid('too many references', 'content');
  if (sounds > 0 && pictures + clips === 0 && model.generation !== '2.5')
    return invalid('audio needs an image or a video beside it', 'content');
  const texts = raw.flatMap((part) =>
    isObject(part) && typeof part['text'] === 'string' ? [part['text']] : [],
  );
  if (texts.length === 0 && !isReferring && firsts === 0) return invalid('text is missing', 'content');
  const of = isReferring ? 'r2v' : lasts === 1 ? 'flf2v' : firsts === 1 ? 'i2v' : 't2v';
  return { of, text: texts.join('\n'), clips };
}
