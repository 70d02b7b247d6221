import type { InstrumentFieldKey } from './instrument.fields.js';

/** Other headers under which clerks' own workbooks carry a column. Compared after normalisation, so case and width don't matter. */
export const SYNONYMS: Readonly<Record<InstrumentFieldKey, readonly string[]>> = {
  name: names(
    '名称|计量器具名称|仪器名称|设备名称|器具全称|计量器具|强检器具名称|仪器设备名称|仪表名称|器具名|品名|Name|强检计量器具名称|资产名称|表具名称|测量设备名称|计量设备名称|检测设备名称|监测设备名称|Instrument|Equipment|Equipment name|Description',
  ),
  model: names(
    '规格型号|型号|规格|型号/规格|型号及规格|规格/型号|规格及型号|型号、规格|器具型号|型号规格/编号|Model|表具型号|设备型号|仪器型号|设备规格型号|Type|Model No.',
  ),
  serialNumber: names(
    '序列号|器具编号|出厂号|机身号|S/N|SN|出厂编码|产品编号|器具出厂编号|仪器编号|表号|机号|出厂序号|Serial|Serial No.|Serial No|产品序列号|设备序列号|机身编号|钢印号',
  ),
  ownNumber: names(
    '自编号码|内部编号|资产编号|管理编号|单位编号|企业编号|公司编号|设备编号|固定资产编号|设备位号|位号|本单位编号|使用编号|自编码|Asset No.|Tag|公司内部编号|企业自编号|内部管理编号|用户编号|统一编号|计量编号|Asset ID|Asset number|Equipment No.|Equipment ID',
  ),
  manufacturer: names(
    '制造厂|生产厂家|生产厂商|制造单位|制造商|厂家|生产厂|生产单位|制造厂家|制造企业|生产企业|制造单位名称|厂商|品牌|Maker|Vendor|制造厂名称|生产厂家名称|制造厂家名称|厂名|制造商名称|Manufacturer',
  ),
  measuringRange: names(
    '量程|测量范围/量程|量程范围|测量范围(量程)|量限|称量范围|最大称量|最大量程|测试范围|Range|流量范围|测量区间|测量上限',
  ),
  accuracyClass: names(
    '精度|准确度|精度等级|准确度等级/不确定度|等级|准确等级|精确度|精确度等级|最大允许误差|允许误差|不确定度|准确度等级/最大允许误差|准确度等级或最大允许误差|不确定度/准确度等级/最大允许误差|准确级|Accuracy|Class|准确度级别|精度级别|最大允差|允差',
  ),
  origin: names('产地|国产/进口|国产或进口|是否进口|进口/国产|国别|生产地(国产/进口)|原产地'),
  usageState: names('状态|使用状态|在用状态|使用情况|新增/启用|启用/新增|新增或启用'),
  purpose: names('用途|使用用途|强检用途|应用领域|使用领域|监管用途|应用范围'),
  instrumentType: names('类型|计量器具类型|器具类别|器具种类|标准器类型'),
  verificationMode: names('检定类型|送检/现场|检定地点方式|送检方式|检测方式|检定形式|送检或现场'),
  regionCode: names(
    '所属地|行政区域代码|区域代码|行政区划代码|所在地代码|行政区划|行政区域|所属区域|所在区域|所属区县|所在区县|区县|属地|所属地区|地区|所属地名称',
  ),
  categoryCode: names(
    '种别|强检目录代码|目录代码|种类代码|种别名称|强检目录|强检种别|强检项目|强检目录编号|目录编号|项别|种别编码|强检种别代码|强检目录序号|目录序号',
  ),
  location: names(
    '安装地点|使用地点|存放地点|安装/使用地点|使用部门|安装位置|使用位置|使用场所|存放位置|所在位置|安装使用地点|放置地点|使用/安装地点|使用车间|所在部门|使用科室|Location|Department|安装地址|使用地址|地点|存放处|科室|部门|车间',
  ),
  typeApprovalNumber: names(
    '型式批准证书编号|许可证号|型式批准号|CPA编号|型式批准证书号|型批号|制造许可证号|型式批准编号|CMC编号|CPA|CMC|制造许可证编号|许可证编号|型式批准证书',
  ),
  manufacturedOn: names('生产日期|制造日期|出厂时间|生产时间|出厂年月|制造年月|生产年月|出厂年份|制造年份'),
  inUseSince: names(
    '投用日期|开始使用日期|启用时间|投入使用日期|使用日期|投运日期|启用年月|开始使用时间|投入使用时间|安装日期|投用时间',
  ),
  lastVerifiedOn: names(
    '检定日期|最近检定日期|上次检定时间|检定时间|最近一次检定日期|本次检定日期|上次检定|最近检定时间|最后检定日期|校检日期|上检日期|最近一次检定时间|上次检测日期|首检日期|末次检定日期|最近检测日期|Last verification date|Verification date',
  ),
  validUntil: names(
    '有效期|有效日期|检定有效期|有效期限|检定有效期至|有效期截止|有效期截止日期|有效截止日期|到期日期|到期日|检定到期日|检定到期日期|证书有效期|证书有效期至|下次检定日期|下次检定时间|下检日期|有效期到|截止日期|Due date|Expiry|检定证书有效期|检定证书有效期至|下次检定到期时间|下次检测日期|到期轮换日期|下次送检日期|到期时间|检定有效日期|Next due date|Valid to|Expiry date',
  ),
  remark: names('说明|备注说明|其他|其它|附注|Remarks|Note|Notes|情况说明'),
};

function names(list: string): string[] {
  return list.split('|');
}
