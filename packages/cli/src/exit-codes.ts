import type { Text } from './language.ts';

/** How the command ends, so that scripts need not read its words. */
export const exitCodes = {
  done: { code: 0, help: { en: 'done', zh: '完成' } },
  failed: { code: 1, help: { en: 'the video failed or was canceled', zh: '视频失败或已取消' } },
  impossible: {
    code: 2,
    help: {
      en: 'wrong usage, or nobody can do it; nothing was sent',
      zh: '用法错误或无法完成；未发送任何内容',
    },
  },
  refused: {
    code: 3,
    help: { en: 'the service refused it; there is no task', zh: '被服务拒绝；没有任务' },
  },
  mayBeBilled: { code: 4, help: { en: 'it may be billed: vid wait ID', zh: '可能已计费：vid wait ID' } },
  notYet: { code: 5, help: { en: 'not yet', zh: '尚未完成' } },
  /** As `sysexits.h` has it. */
  fault: {
    code: 70,
    help: {
      en: 'a fault of vid itself: vid list shows what was sent',
      zh: 'vid 自身出错：用 vid list 查看已发送的',
    },
  },
  stopped: { code: 130, help: { en: 'stopped by you; the task goes on', zh: '已被中止；任务继续进行' } },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly help: Text }>>;

export type Exit = keyof typeof exitCodes;

/** Ends the command with words for stderr; what is not one of these is a fault of the program. */
export class ExitError extends Error {
  readonly exit: Exit;
  constructor(exit: Exit, message: string) {
    super(message);
    this.exit = exit;
  }
}
