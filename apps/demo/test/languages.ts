import { en } from '../src/page/messages/en.ts';
import { zh } from '../src/page/messages/zh.ts';

export const languages = { en: { messages: en }, zh: { messages: zh } };
