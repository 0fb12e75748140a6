import { type Content, isObject, readContent, Refusal, type TaskClass } from './content.ts';
import { type Generation, type Model, pixelsOf, tokensOf } from './models.ts';

type Json = Readonly<Record<string, unknown>>;

/** A submit as the service understands it: what is open is decided. */
export interface Asked {
  readonly of: TaskClass;
  readonly prompt: string;
  readonly draft: string | undefined;
  readonly isDraft: boolean;
  readonly resolution: string;
  readonly ratio: string;
  readonly seconds: number;
  readonly frames: number | undefined;
  readonly tier: 'default' | 'flex';
  readonly tokens: number;
}

interface Field {
  /** The generations that know it, in these classes. Default: in all but `final`. */
  readonly in: readonly Generation[];
  readonly final?: true;
  readonly takes: (value: unknown, model: Model) => boolean;
}

const all: readonly Generation[] = ['1.0', '1.5', '2.0', '2.5'];
const old: readonly Generation[] = ['1.0', '1.5'];
const isWhole = (from: number, to: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const isFlag = (value: unknown) => typeof value === 'boolean';
const isWord =
  (...words: readonly string[]) =>
  (value: unknown) =>
    words.some((word) => word === value);
const ratios = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9', 'adaptive'];

/** Which field each model knows, and with which values (notes, 4.1); what is not here is no parameter. */
const fields: Readonly<Record<string, Field>> = {
  omni_reference_task_type: { in: ['2.5'], takes: isWord('auto', 'reference', 'edit', 'extend') },
  resolution: {
    in: all,
    final: true,
    takes: (value, { tiers }) => typeof value === 'string' && tiers.includes(value.toLowerCase()),
  },
  ratio: { in: all, takes: isWord(...ratios) },
  duration: {
    in: all,
    takes: (value, { seconds: [from, to], generation }) =>
      isWhole(from, to)(value) || (value === -1 && generation !== '1.0'),
  },
  frames: { in: ['1.0'], takes: (value) => isWhole(29, 289)(value) && (Number(value) - 25) % 4 === 0 },
  generate_audio: { in: all, takes: isFlag },
  camera_fixed: { in: old, takes: isFlag },
  watermark: { in: all, final: true, takes: isFlag },
  seed: { in: all, takes: isWhole(-1, 2 ** 31 - 1) },
  return_last_frame: { in: all, final: true, takes: isFlag },
  draft: { in: ['1.5', '2.5'], takes: isFlag },
  service_tier: { in: old, takes: isWord('default', 'flex') },
  execution_expires_after: { in: all, final: true, takes: isWhole(3600, 259_200) },
  priority: { in: ['2.0', '2.5'], final: true, takes: isWhole(0, 9) },
  output_format: { in: ['2.5'], final: true, takes: isWord('mp4', 'mov') },
  callback_url: { in: all, final: true, takes: (value) => typeof value === 'string' && URL.canParse(value) },
  safety_identifier: {
    in: all,
    final: true,
    takes: (value) => typeof value === 'string' && value !== '' && value.length <= 64,
  },
  tools: {
    in: ['2.0', '2.5'],
    takes: (value) =>
      Array.isArray(value) && value.every((one) => isObject(one) && one['type'] === 'web_search'),
  },
};
/** Not looked at [client, observed]. */
const unchecked: ReadonlySet<string> = new Set(['framespersecond']);

/** Of several bad fields one is named, whichever [client, observed]. */
function badField(body: Json, model: Model, of: TaskClass): Refusal | undefined {
  const bad = Object.entries(body).flatMap(([name, value]) => {
    if (name === 'model' || name === 'content' || unchecked.has(name)) return [];
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const isKnown = field?.in.includes(model.generation) === true && (of !== 'final' || field.final === true);
    if (!isKnown) {
      const text = `the parameter ${name} is not supported for model ${model.core} in ${of}, must be empty`;
      return [new Refusal(400, 'InvalidParameter', text, name)];
    }
    return field.takes(value, model)
      ? []
      : [new Refusal(400, 'InvalidParameter', `${name} is not valid`, name)];
  });
  return bad[Math.floor(Math.random() * bad.length)];
}

const inline: Readonly<Record<string, string>> = {
  rs: 'resolution',
  resolution: 'resolution',
  rt: 'ratio',
  ratio: 'ratio',
  dur: 'duration',
  duration: 'duration',
};

/** Options in the text (notes, 4.2): two are checked, others are obeyed or ignored. That a field wins over them is [guess]. */
function inlineOf(text: string, model: Model): Json | Refusal {
  const found: Record<string, unknown> = {};
  for (const [, flag = '', word = ''] of text.matchAll(/\s--(\w+)\s+(\S+)/g)) {
    const name = inline[flag];
    if (name === undefined) continue;
    const value = name === 'duration' ? Number(word) : word;
    if (fields[name]?.takes(value, model) === true) found[name] = value;
    else if (name !== 'ratio')
      return new Refusal(400, 'InvalidParameter', `${name} is not valid`, `contents[0].text.${name}`);
  }
  return found;
}

const broken = (message: string, param: string) =>
  new Refusal(400, 'InvalidParameter.TaskTypeConstraint', message, param);

/** Rules of 1.0 from text, and of 2.5 (notes, 4.5). A rule that is broken without a task type is refused at once, too [guess]. */
function brokenRule({ clips, of }: Content, body: Json, { generation }: Model): Refusal | undefined {
  if (generation === '1.0' && of === 't2v' && body['ratio'] === 'adaptive')
    return new Refusal(400, 'InvalidParameter', 'ratio is not valid', 'ratio');
  if (generation !== '2.5') return undefined;
  const { omni_reference_task_type: type, ratio = 'adaptive', duration = -1, draft, resolution } = body;
  if (draft === true && resolution !== '480p') return broken('a draft has 480p', 'resolution');
  const isChange = type === 'edit' || type === 'extend';
  if (isChange && clips === 0) return broken(`${type} needs a reference video`, 'content');
  if ((isChange || of === 'i2v' || of === 'flf2v') && ratio !== 'adaptive')
    return broken('only the ratio adaptive is taken here', 'ratio');
  if (type === 'edit' && duration !== -1) return broken('edit takes the duration -1 only', 'duration');
  return undefined;
}

/** What a clip that somebody links is taken for: nobody looks at it. As long as all may be together, 5 s at most. */
const clipSecondsOf = (count: number, { generation }: Model) =>
  count * Math.min(5, Math.floor((generation === '2.5' ? 30 : 15) / Math.max(1, count)));

const textOr = (value: unknown, byDefault: string) =>
  typeof value === 'string' ? value.toLowerCase() : byDefault;

/** A whole submit for a model, or why it is refused. */
export function readBody(body: Json, model: Model): Asked | Refusal {
  const content = readContent(body['content'], model);
  if (content instanceof Refusal) return content;
  const bad = badField(body, model, content.of) ?? brokenRule(content, body, model);
  if (bad !== undefined) return bad;
  const flags = inlineOf(content.text, model);
  if (flags instanceof Refusal) return flags;
  const said: Json = { ...flags, ...body };
  const { of, text: prompt, clips, draft } = content;
  const isFirst = model.generation === '1.0';
  const resolution = textOr(said['resolution'], of === 'final' ? '1080p' : isFirst ? '1080p' : '720p');
  // The nearest to a picture is not known here: pictures of the samples are no pictures.
  const ratio =
    said['ratio'] === undefined || said['ratio'] === 'adaptive' ? '16:9' : textOr(said['ratio'], '16:9');
  const frames = typeof said['frames'] === 'number' ? said['frames'] : undefined;
  const length = typeof said['duration'] === 'number' && said['duration'] !== -1 ? said['duration'] : 5;
  const seconds = frames === undefined ? length : frames / 24;
  const pixels = pixelsOf(model, resolution, ratio);
  return {
    of,
    prompt,
    draft,
    isDraft: said['draft'] === true,
    resolution,
    ratio,
    seconds,
    frames,
    tier: said['service_tier'] === 'flex' ? 'flex' : 'default',
    tokens: tokensOf(pixels, seconds, clipSecondsOf(clips, model)),
  };
}
