import { html } from '../html.js';
import type { PaperLayout } from '../paper-layout.js';
import { filled, LETTER_STYLE, type Letter } from './letter-style.js';

/** 授权委托书, annex 1 of the operating guide (domain.md §1). A null prints a blank to be filled in by hand. */
export interface AuthorizationLetterData {
  enterpriseName: string | null;
  legalRepresentativeName: string | null;
  legalRepresentativeIdNumber: string | null;
  agentName: string | null;
  agentIdNumber: string | null;
  /** Template settings. */
  platformName: string;
  platformUrl: string;
}

function toBody(data: AuthorizationLetterData): Letter {
  return html`<section class="copy">
    <h1>授权委托书</h1>
    <p class="text">
      本人${filled(data.legalRepresentativeName, 30, '姓名')}系${filled(data.enterpriseName, 70, '注册企业/单位名称')}的法定代表人，现委托${filled(data.agentName, 30, '姓名')}为我方代理人，代理人根据授权，以我方名义在“${data.platformName}”（网址：${data.platformUrl}）上进行注册、操作和处理相关事宜，其法律后果由我方承担。
    </p>
    <p class="text">代理人无转委托权。</p>
    <div class="signatures keep">
      <p><b>注册单位/企业：</b>${filled(data.enterpriseName, 70)}（盖单位章）</p>
      <p><b>法定代表人：</b>${filled(null, 46)}（签字或盖章）</p>
      <p><b>身份证号码：</b>${filled(data.legalRepresentativeIdNumber, 70)}</p>
      <p class="gap"><b>委托代理人：</b>${filled(null, 46)}（签字或盖章）</p>
      <p><b>身份证号码：</b>${filled(data.agentIdNumber, 70)}</p>
      <p class="gap"><b>日期：</b>${filled(null, 18)}年${filled(null, 12)}月${filled(null, 12)}日</p>
    </div>
  </section>`;
}

export function authorizationLetter(data: AuthorizationLetterData): PaperLayout {
  return {
    title: '授权委托书',
    page: 'size: A4; margin: 28mm 26mm 24mm',
    style: LETTER_STYLE,
    copies: [toBody(data)],
    margins: [],
    oddPageStart: false,
    probablyOnePage: true,
  };
}
