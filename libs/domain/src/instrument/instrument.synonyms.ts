import type { InstrumentFieldKey } from './instrument.fields.js';

/** Other headers under which clerks' own workbooks carry a column. Compared after normalisation, so case and width don't matter. */
export const SYNONYMS: Readonly<Record<InstrumentFieldKey, readonly string[]>> = {
  name: names(
    '名称|计量器具名称|仪器名称|设备名称|器具全称|计量器具|强检器具名称|仪器设备名称|仪表名称|器具名|品名|Name',
  ),
  model: names(
    '规格型号|型号|规格|型号/规格|型号及规格|规格/型号|规格及型号|型号、规格|器具型号|型号规格/编号|Model',
  ),
  serialNumber: names(
    '序列号|器具编号|出厂号|机身号|S/N|SN|出厂编码|产品编号|器具出厂编号|仪器编号|表号|机号|出厂序号|Serial|Serial No.|Serial No',
  ),
  ownNumber: names(
    '自编号码|内部编号|资产编号|管理编号|单位编号|企业编号|公司编号|设备编号|固定资产编号|设备位号|位号|本单位编号|使用编号|自编码|Asset No.|Tag',
  ),
  manufacturer: names(
    '制造厂|生产厂家|生产厂商|制造单位|制造商|厂家|生产厂|生产单位|制造厂家|制造企业|生产企业|制造单位名称|厂商|品牌|Maker|Vendor',
  ),
  measuringRange: names(
    '量程|测量范围/量程|量程范围|测量范围(量程)|量限|称量范围|最大称量|最大量程|测试范围|Range',
  ),
  accuracyClass: names(
    '精度|准确度|精度等级|准确度等级/不确定度|等级|准确等级|精确度|精确度等级|最大允许误差|允许误差|不确定度|准确度等级/最大允许误差|准确度等级或最大允许误差|不确定度/准确度等级/最大允许误差|准确级|Accuracy|Class',
  ),
  origin: names('产地|国产/进口|国产或进口|是否进口|进口/国产|国别|生产地(国产/进口)'),
  usageState: names('状态|使用状态|在用状态|使用情况|新增/启用'),
  purpose: names('用途|使用用途|强检用途|应用领域|使用领域|监管用途|应用范围'),
  instrumentType: names('类型|计量器具类型|器具类别|器具种类|标准器类型'),
  verificationMode: names('检定类型|送检/现场|检定地点方式|送检方式|检测方式|检定形式|送检或现场'),
  regionCode: names(
    '所属地|行政区域代码|区域代码|行政区划代码|所在地代码|行政区划|行政区域|所属区域|所在区域|所属区县|所在区县|区县|属地|所属地区|地区|所属地名称',
  ),
  categoryCode: names(
    '种别|强检目录代码|目录代码|种类代码|种别名称|强检目录|强检种别|强检项目|强检目录编号|目录编号|项别|种别编码|强检种别代码',
  ),
  location: names(
    '安装地点|使用地点|存放地点|安装/使用地点|使用部门|安装位置|使用位置|使用场所|存放位置|所在位置|安装使用地点|放置地点|使用/安装地点|使用车间|所在部门|使用科室|Location|Department',
  ),
  typeApprovalNumber: names(
    '型式批准证书编号|许可证号|型式批准号|CPA编号|型式批准证书号|型批号|制造许可证号|型式批准编号|CMC编号|CPA|CMC',
  ),
  manufacturedOn: names('生产日期|制造日期|出厂时间|生产时间|出厂年月|制造年月'),
  inUseSince: names('投用日期|开始使用日期|启用时间|投入使用日期|使用日期|投运日期|启用年月|开始使用时间'),
  lastVerifiedOn: names(
    '检定日期|最近检定日期|上次检定时间|检定时间|最近一次检定日期|本次检定日期|上次检定|最近检定时间|最后检定日期|校检日期|上检日期',
  ),
  validUntil: names(
    '有效期|有效日期|检定有效期|有效期限|检定有效期至|有效期截止|有效期截止日期|有效截止日期|到期日期|到期日|检定到期日|检定到期日期|证书有效期|证书有效期至|下次检定日期|下次检定时间|下检日期|有效期到|截止日期|Due date|Expiry',
  ),
  remark: names('说明|备注说明|其他|其它|附注|Remarks|Note|Notes'),
};

function names(list: string): string[] {
  return list.split('|');
}
