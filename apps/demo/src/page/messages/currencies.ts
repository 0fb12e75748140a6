const inChinese: Readonly<Record<string, string>> = { CNY: '元', USD: '美元', EUR: '欧元' };

/** A currency as it is said after an amount in Chinese. */
export const currencyInChinese = (currency: string): string =>
  Object.hasOwn(inChinese, currency) ? (inChinese[currency] ?? currency) : currency;
