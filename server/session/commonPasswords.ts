/** Words that lists of leaked passwords begin with, written small and without digits at the end; and words that anybody tries here. */
export const commonWords: ReadonlySet<string> = new Set(`
password passwort passw0rd pass word admin administrator root superuser user guest test testing default changeme letmein welcome login secret master manager system server database access
qwerty qwertyuiop qwertyui qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc qweasd qweasdzxc asdzxc
iloveyou loveyou ilove woaini woaiwojia aini wobuzhidao nihao zhongguo beijing shanghai guangzhou shenzhen china chinese
monkey dragon sunshine princess football baseball basketball superman batman spiderman pokemon naruto starwars trustno shadow michael jordan charlie jessica ashley jennifer thomas
hello freedom whatever nothing computer internet windows google facebook apple samsung huawei tencent alibaba baidu weixin wechat
summer winter spring autumn monday friday january december flower cheese pepper ginger cookie chocolate lovely family friend forever
fangcun fangcheng wangge wanggeyuan wanggezhang jiedao juwei shequ zhihui zhihuizhongxin gongan paichusuo chengguan zhongzhi commandcenter commandcentre neighbourhood
`.trim().split(/\s+/))
