import { layOut, type Paper } from './paper.js';
import { toPageRule } from './paper-layout.js';
import {
  aCertificate,
  anAppointmentForm,
  aReceivingSlip,
  BRING_IN,
  CERTIFICATE,
  LETTER,
  ON_SITE,
  PLEDGE,
} from './testing/papers.js';

function toText(paper: Paper): string[] {
  const plain = (markup: string) =>
    markup
      .replace(/<svg.*?<\/svg>/gs, '')
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replace(/\s+/g, '');
  return layOut(paper).copies.map(({ markup }) => plain(markup));
}

describe('authorization letter', () => {
  it('states what annex 1 states, with the names and numbers filled in', () => {
    const [text] = toText(LETTER);
    expect(text).toContain(
      '本人演示甲系演示食品有限公司的法定代表人，现委托演示乙为我方代理人，代理人根据授权，以我方名义在“广东省计量强制检定管理平台”（网址：https://www.gdqjp.com/）上进行注册、操作和处理相关事宜，其法律后果由我方承担。代理人无转委托权。',
    );
    expect(text).toContain(
      '注册单位/企业：演示食品有限公司（盖单位章）法定代表人：（签字或盖章）身份证号码：000000000000000001',
    );
    expect(text).toContain('委托代理人：（签字或盖章）身份证号码：000000000000000002日期：年月日');
  });

  it('leaves blanks that say what belongs there', () => {
    const [text] = toText({ ...LETTER, data: { ...LETTER.data, agentName: null, agentIdNumber: ' ' } });
    expect(text).toContain('现委托（姓名）为我方代理人');
    expect(text).toContain('身份证号码：日期');
  });

  it('takes platform and province from the settings', () => {
    const [letter] = toText({
      ...LETTER,
      data: { ...LETTER.data, platformName: '演示平台', platformUrl: 'https://demo.example' },
    });
    expect(letter).toContain('在“演示平台”（网址：https://demo.example）上进行');
    const [pledge] = toText({
      ...PLEDGE,
      data: { ...PLEDGE.data, provincialRegulation: '演示省计量条例', hotline: '12300' },
    });
    expect(pledge).toContain('《中华人民共和国计量法实施细则》、《演示省计量条例》等计量法律法规规定');
    expect(pledge).toContain('投诉举报电话：12300');
  });
});

describe('integrity pledge', () => {
  it('states the six commitments of annex 2', () => {
    const [text] = toText(PLEDGE);
    expect(text).toContain(
      '维护公平竞争的市场秩序，确保商品或服务的计量准确性，本单位郑重承诺如下：一、自觉遵守',
    );
    expect(text).toContain(
      '《广东省实施<中华人民共和国计量法>办法》等计量法律法规规定，认真执行行业相关诚信计量管理规范要求。二、建立健全和落实计量管理制度，加强计量业务培训。三、使用符合要求的计量器具，不使用国家明令淘汰或者禁止使用的计量器具。四、正确使用国家法定计量单位，明码标价，不利用计量手段欺骗消费者；坚决抵制破坏计量器具准确度、伪造计量数据等违法行为。五、积极处理消费者的计量投诉。六、规范日常经营行为，积极配合计量监督检查。',
    );
    expect(text).toContain('本单位监督电话：0000-4444444投诉举报电话：12345');
    expect(text).toContain('法定代表人（负责人）签名：时间：年月日');
  });
});

describe('appointment form', () => {
  const signed = (visit: typeof BRING_IN) => toText(anAppointmentForm(2, { visit }));

  it('has two copies of the same content, each named after who keeps it', () => {
    const [first = '', second = ''] = signed(BRING_IN);
    expect(first).toContain('第一联检定机构留存');
    expect(second).toContain('第二联送检单位留存');
    expect(first.replace('第一联检定机构留存', '')).toBe(second.replace('第二联送检单位留存', ''));
  });

  it('tells a customer who brings instruments where to go, and is signed by both sides', () => {
    const [text] = signed(BRING_IN);
    expect(text).toContain('送检地点演示大厅演示市演示路1号电话0000-4444444');
    expect(text).toContain('请携带本预约单（一式两份）连同器具及其附件');
    expect(text).toContain('2026年12月3日上午');
    expect(text).toContain('送检人（签字）：接收人（签字）：');
    expect(text).not.toContain('进场时间');
  });

  it('tells the verifier who goes out where to go, and records the times on site', () => {
    const [text, second] = signed(ON_SITE);
    expect(second).toContain('第二联使用单位留存');
    expect(text).toContain('检定地点演示市工业区2号车间现场联系人演示联系人乙0000-1111111检定员演示检定员');
    expect(text).toContain('检定员（签字）：使用单位（签字）：进场时间：月日时分出场时间：');
    expect(text).not.toContain('送检人（签字）');
  });

  it.each([BRING_IN, ON_SITE])('prints the rule of the house', (visit) => {
    expect(signed(visit)[0]).toContain('先备案、再约检、后检定；没有备案、约检的不接收。');
  });

  it('says which version it is once it was made anew, and what the booking added', () => {
    const [first] = toText(anAppointmentForm(1));
    expect(first).not.toMatch(/版|预约备注/);
    const [text] = toText(anAppointmentForm(1, { formVersion: 3, remark: '请从东门进入' }));
    expect(text).toContain('第3版');
    expect(text).toContain('本单为第3版；此前打印的各版作废');
    expect(text).toContain('预约备注请从东门进入');
  });

  it('moves a list of more than 100 into an annex behind the page to sign', () => {
    const position = (items: number) => {
      const [text = ''] = toText(anAppointmentForm(items));
      return { sign: text.indexOf('送检人（签字）'), list: text.indexOf('SN-0001') };
    };
    expect(position(100).list).toBeLessThan(position(100).sign);
    expect(position(101).sign).toBeLessThan(position(101).list);
    expect(toText(anAppointmentForm(101))[0]).toContain('器具清单见附件，共101台（件）');
  });

  it('says that it is a demo only where it is one', () => {
    const rule = (demo: boolean) => toPageRule(layOut(anAppointmentForm(1, { demo })));
    expect(rule(true)).toContain('演示文件');
    expect(rule(false)).not.toContain('演示文件');
  });
});

describe('receiving slip', () => {
  it('says what was taken, what was not and why, and when and where to fetch it', () => {
    const [office, customer] = toText(aReceivingSlip(3));
    for (const text of [office, customer]) {
      expect(text).toContain('预计完检2026年12月31日取件地点演示大厅电话0000-3333333');
      expect(text).toContain('实收：3台（件）');
      expect(text).toContain('未接收的器具电子天平（出厂编号SN-9999）：未随件送达');
    }
    expect(customer).toContain('凭此联取件');
  });
});

describe('certificate', () => {
  it('states everything of domain.md §8', () => {
    const [text = ''] = toText(aCertificate());
    const facts = [
      '演示检定机构',
      'DEMO2026-000123',
      '演示食品有限公司',
      'Y-100',
      'SN-0001',
      '演示仪表厂',
      'JJG52-2013',
    ];
    for (const fact of [...facts, '精密压力表', 'BZ-0001', '2027年5月31日', '20.5℃', '52%RH', '+0.008MPa']) {
      expect(text).toContain(fact);
    }
    expect(text).toContain('检定结论合格（符合1.6级）');
    expect(text).toContain('签发人演示签发人核验员演示核验员检定员演示检定员');
    expect(text).toContain('检定日期2026年12月5日签发日期2026年12月8日有效期至2027年6月4日');
    expect(text).toContain('计量授权证书号：（演示）法计00000号');
  });

  it('has no validity where the kind has none, nor has a notice of result', () => {
    const once: Paper = {
      kind: 'verification-certificate',
      data: { ...CERTIFICATE, conformsTo: null, validUntil: null },
    };
    expect(toText(once)[0]).not.toContain('有效期至20');
    const notice: Paper = {
      kind: 'result-notice',
      data: { ...CERTIFICATE, standards: [], failureReason: '示值误差超出最大允许误差' },
    };
    const [text] = toText(notice);
    expect(text).toContain('检定结果通知书通知书编号：DEMO2026-000123');
    expect(text).toContain('检定结论不合格不合格项目示值误差超出最大允许误差');
    expect(text).not.toContain('有效期至20');
  });

  it('warns of use where a result failed', () => {
    const results = [{ item: '外观', requirement: '无', result: '有', conclusion: 'FAIL' as const }];
    expect(toText(aCertificate({ results }))[0]).toContain('检定不合格的计量器具不得使用');
    expect(toText(aCertificate())[0]).not.toContain('不得使用');
  });
});
