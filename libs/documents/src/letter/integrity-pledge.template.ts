import { html } from '../html.js';
import type { PaperLayout } from '../paper-layout.js';
import { filled, LETTER_STYLE, type Letter } from './letter-style.js';

/** 诚信计量自我承诺书, annex 2 of the operating guide (domain.md §1). A null prints a blank. */
export interface IntegrityPledgeData {
  enterpriseName: string | null;
  supervisionPhone: string | null;
  /** Template settings: title without book marks, e.g. 广东省实施<中华人民共和国计量法>办法. */
  provincialRegulation: string;
  hotline: string;
}

function toClauses(data: IntegrityPledgeData): string[] {
  return [
    `一、自觉遵守《中华人民共和国计量法》、《中华人民共和国计量法实施细则》、《${data.provincialRegulation}》等计量法律法规规定，认真执行行业相关诚信计量管理规范要求。`,
    '二、建立健全和落实计量管理制度，加强计量业务培训。',
    '三、使用符合要求的计量器具，不使用国家明令淘汰或者禁止使用的计量器具。',
    '四、正确使用国家法定计量单位，明码标价，不利用计量手段欺骗消费者；坚决抵制破坏计量器具准确度、伪造计量数据等违法行为。',
    '五、积极处理消费者的计量投诉。',
    '六、规范日常经营行为，积极配合计量监督检查。',
  ];
}

function toBody(data: IntegrityPledgeData): Letter {
  return html`<section class="copy">
    <h1>诚信计量自我承诺书</h1>
    <p class="text">
      为营造诚实守信的市场环境，维护公平竞争的市场秩序，确保商品或服务的计量准确性，本单位郑重承诺如下：
    </p>
    ${toClauses(data).map((clause) => html`<p class="text">${clause}</p>`)}
    <p class="text">本单位严格履行以上承诺，如有违反，愿意承担相应的法律责任，欢迎社会各界监督。</p>
    <div class="phones keep">
      <p>本单位监督电话：${filled(data.supervisionPhone, 60)}</p>
      <p>投诉举报电话：${data.hotline}</p>
    </div>
    <div class="signatures keep">
      <p>承诺单位（盖章）：${filled(data.enterpriseName, 80)}</p>
      <p>法定代表人（负责人）签名：${filled(null, 60)}</p>
      <p>时间：${filled(null, 18)}年${filled(null, 12)}月${filled(null, 12)}日</p>
    </div>
  </section>`;
}

const PLEDGE_STYLE = `
  body { font-size: 12.5pt; line-height: 1.9; }
  h1 { margin: 0 0 11mm; }
  .text { margin-bottom: 1.5mm; }
  .phones { margin-top: 8mm; padding-left: 2em; }
  .signatures { margin-top: 10mm; padding-left: 2em; }
`;

export function integrityPledge(data: IntegrityPledgeData): PaperLayout {
  return {
    title: '诚信计量自我承诺书',
    page: 'size: A4; margin: 24mm 26mm 20mm',
    style: LETTER_STYLE + PLEDGE_STYLE,
    copies: [toBody(data)],
    margins: [],
    oddPageStart: false,
    probablyOnePage: true,
  };
}
