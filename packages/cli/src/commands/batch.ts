import { type Exit } from '../exit-codes.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
export async function batch(_t: Terminal, _s: Session, _p: string, _o: Options): Promise<Exit> { return 'done'; }
