import { VideoError, type VideoErrorCode } from '@vid/core';
import type { Language } from '../capabilities/comparison-table.ts';

/* The page of the error codes: complete by its type, the rest by asking an error itself. */

interface Advice {
  readonly means: string;
  readonly bill: string;
  readonly action: string;
}

/** Of codes that a submit and a query can end with. */
const refused = {
  en: 'From a submit: no task, no bill. With `error.task`: the task goes on and is billed; wait for it again.',
  zh: '提交时：没有产生任务，不计费。带有 `error.task` 时：任务仍在继续并照常计费，请接着等待。',
} as const;

const advice: Readonly<Record<Language, Readonly<Record<VideoErrorCode, Advice>>>> = {
  en: {
    'invalid-request': {
      means: 'A field is malformed, or a service refused the request as it is.',
      bill: refused.en,
      action:
        'Fix what `error.problems` names, field by field. Sending the same again gives the same answer.',
    },
    unsupported: {
      means: 'No model that may be used takes this request, at this price, with these needs.',
      bill: refused.en,
      action:
        'Read `error.plan.rejected`: each model with its reasons, and in `suggestion` the nearest request that it takes. Or allow near values with `adapt`.',
    },
    authentication: {
      means: 'The key is missing, wrong, or may not use this model.',
      bill: refused.en,
      action:
        'Check the variable that the message names, and which api it is for: a gateway’s key does not open the service’s own api.',
    },
    'quota-exhausted': {
      means: 'The account is empty, or a budget of yours is.',
      bill: refused.en,
      action:
        'Top up the account or raise the budget. `error.provider` says whose it is; without one it is yours.',
    },
    'rate-limited': {
      means:
        'Too many requests or tasks at once. The service has said that it made no task; the library has already repeated it.',
      bill: refused.en,
      action: 'Wait `error.retryAfterMs`, then send again. `maxTasks` and `fallback` of a router avoid it.',
    },
    'content-policy': {
      means: 'Moderation refused the words or a picture.',
      bill: 'No task, no bill.',
      action:
        'Change the words or the picture. Another service may have other rules: `fallback: { afterContentPolicy: true }` tries the next one.',
    },
    'not-found': {
      means: 'The service does not know this task, file or model.',
      bill: 'Nothing new was billed.',
      action: 'Check the id, the api and the account. Many services forget tasks after days.',
    },
    'provider-unavailable': {
      means: 'The service is out of order, or what answered was not the service.',
      bill: 'A submit with this code made no task. While waiting it says nothing about the task.',
      action: 'Try later, or use `fallback: true`. Waits go on by themselves.',
    },
    network: {
      means: 'The service was not reached. For a submit: the connection was never made, so nothing arrived.',
      bill: refused.en,
      action: 'Check address, DNS and proxy, then send again.',
    },
    timeout: {
      means: 'The wait took longer than you allowed. The task goes on.',
      bill: 'The task of `error.task` is billed as usual. Without one an upload, a query or a download took too long, and no new task was made.',
      action:
        'Keep `error.task` and wait for it again, in this process or another. Do not send a new request.',
    },
    'submission-unknown': {
      means: 'A paid request left, and no answer proves that no task exists.',
      bill: 'It may be billed. The library never sends it again by itself.',
      action:
        'Call `router.reconcile(error.submission)`: it finds the task where the service can look it up. A task may show up late, so ask for a minute or two. With a journal the same key does this for you. Where nothing can be looked up, look at the service’s own page before you send again.',
    },
    'in-progress': {
      means: 'Another process, or another call, is sending the request of this key right now.',
      bill: 'One task at most, for this key.',
      action: 'Ask again with the same key after `error.retryAfterMs`.',
    },
  },
  zh: {
    'invalid-request': {
      means: '某个字段格式不对，或服务拒绝了这个请求。',
      bill: refused.zh,
      action: '按 `error.problems` 逐个字段修正。原样再发，结果不会变。',
    },
    unsupported: {
      means: '在允许使用的模型里，没有一个能以这个价格、按这些要求完成请求。',
      bill: refused.zh,
      action:
        '查看 `error.plan.rejected`：每个模型的原因，以及 `suggestion` 中最接近的可行请求。也可以用 `adapt` 允许取相近的值。',
    },
    authentication: {
      means: '密钥缺失、错误，或无权使用该模型。',
      bill: refused.zh,
      action: '检查错误消息中提到的环境变量，并确认它属于哪个接口：网关的密钥不能用于官方接口。',
    },
    'quota-exhausted': {
      means: '账户余额不足，或你设置的预算已用完。',
      bill: refused.zh,
      action: '充值或提高预算。`error.provider` 说明是哪家的账户；没有这一项，就是你自己的预算。',
    },
    'rate-limited': {
      means: '请求过多，或同时进行的任务过多。服务已明确没有产生任务，库也已经重试过。',
      bill: refused.zh,
      action: '等待 `error.retryAfterMs` 后再发送。路由器的 `maxTasks` 和 `fallback` 可以避免这种情况。',
    },
    'content-policy': {
      means: '内容审核拒绝了文字或图片。',
      bill: '没有产生任务，不计费。',
      action:
        '修改文字或图片。其他服务的规则可能不同：`fallback: { afterContentPolicy: true }` 会尝试下一家。',
    },
    'not-found': {
      means: '服务不认识这个任务、文件或模型。',
      bill: '没有新的费用。',
      action: '检查任务编号、接口和账户。许多服务几天后就会删除任务记录。',
    },
    'provider-unavailable': {
      means: '服务暂时不可用，或作答的并不是服务本身。',
      bill: '提交时出现这个错误，说明没有产生任务；等待时出现，与任务的结果无关。',
      action: '稍后再试，或使用 `fallback: true`。等待会自动继续。',
    },
    network: {
      means: '无法连接到服务。提交时出现，说明连接没有建立，请求没有送达。',
      bill: refused.zh,
      action: '检查地址、DNS 和代理，然后重新发送。',
    },
    timeout: {
      means: '等待超过了你允许的时间，任务仍在继续。',
      bill: '`error.task` 的任务照常计费。没有 `error.task` 时，是上传、查询或下载超时，没有产生新的任务。',
      action: '保存 `error.task`，在本进程或其他进程里接着等。不要发送新的请求。',
    },
    'submission-unknown': {
      means: '付费请求已经发出，但没有任何响应能证明任务不存在。',
      bill: '可能已经计费。库绝不会自动重发。',
      action:
        '调用 `router.reconcile(error.submission)`：服务支持查询时能找回任务。任务可能稍后才出现，请在一两分钟内多查几次。使用日志（journal）时，同一个键会自动完成这一步。服务不支持查询时，请先到服务自己的页面查看，再决定是否重发。',
    },
    'in-progress': {
      means: '另一个进程或另一次调用正在发送这个键的请求。',
      bill: '这个键最多产生一个任务。',
      action: '等待 `error.retryAfterMs` 后，用同一个键再问一次。',
    },
  },
};

const words = {
  en: {
    code: 'code',
    retryable: '`retryable`',
    yes: 'yes',
    no: 'no',
    means: 'Means',
    bill: 'Bill',
    action: 'What to do',
    colon: ': ',
  },
  zh: {
    code: '代码',
    retryable: '`retryable`',
    yes: '是',
    no: '否',
    means: '含义',
    bill: '费用',
    action: '处理办法',
    colon: '：',
  },
} as const;

const isCode = (name: string): name is VideoErrorCode => name in advice.en;

/** A table of all, then a section for each. */
export function errorCodes(language: Language): string {
  const { code, retryable, yes, no, means, bill, action, colon } = words[language];
  const codes = Object.keys(advice[language]).filter(isCode);
  const rows = codes.map((name) => {
    const isRetryable = new VideoError(name, '').retryable;
    return `| [\`${name}\`](#${name}) | ${isRetryable ? yes : no} | ${advice[language][name].bill} |`;
  });
  const parts = codes.map((name) => {
    const one = advice[language][name];
    return [
      `## ${name}`,
      '',
      `- **${means}**${colon}${one.means}`,
      `- **${bill}**${colon}${one.bill}`,
      `- **${action}**${colon}${one.action}`,
    ].join('\n');
  });
  return [
    `| ${code} | ${retryable} | ${bill} |`,
    '| --- | --- | --- |',
    ...rows,
    '',
    parts.join('\n\n'),
  ].join('\n');
}
