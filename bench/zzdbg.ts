import { clusterModel } from "../src/cluster/model.js";
import { deterministic } from "../src/kernel/laws/deterministic.js";
import { exponential } from "../src/kernel/laws/exponential.js";
import { weibull } from "../src/kernel/laws/weibull.js";
import { lognormal } from "../src/kernel/laws/lognormal.js";
import { gamma } from "../src/kernel/laws/gamma.js";
import { immediate } from "../src/kernel/laws/immediate.js";
import { masterKey } from "../src/kernel/streams.js";
import { pilot } from "../src/readings/pilot.js";
const HOUR=3600;
const mode={name:"hardware",life:weibull({mean:1500*HOUR,shape:1.5}),detection:deterministic({value:3.5}),repair:lognormal({mean:12*HOUR,sigma:.8}),needsCrew:true,recovery:"failover" as const,parts:{count:1,need:1,swap:immediate()}};
    const disks = {
    ...mode,
    name: "disks",
    life: exponential({ mean: 4000 * HOUR }),
    repair: deterministic({ value: 6 * HOUR }),
    parts: { count: 2, need: 1, swap: gamma({ mean: 30 * HOUR, shape: 2 }) },
  };
  const restart = { ...mode, name: "os", life: exponential({ mean: 2000 * HOUR }), repair: deterministic({ value: 300 }), needsCrew: false, recovery: "in-place" as const };
const f=process.argv[2];
const cc=f.includes("c")?{commonCause: { every: exponential({ mean: 60_000 * HOUR }), detection: immediate(), repair: gamma({ mean: 5 * HOUR, shape: 2 }), needsCrew: true }}:{};
const m=clusterModel({classes:[{name:"node",count:6,modes:[mode,...(f.includes("d")?[disks]:[]),...(f.includes("r")?[restart]:[])]}],slots:5,need:5,hosting:"each",crews:1,takeover:{law:deterministic({value:30}),coverage:.9,manual:exponential({mean:HOUR})},standby:{factor:.5,latent:.2,test:deterministic({value:50*HOUR})},survivorsFailWhileDown:true,...cc});
console.log(f,pilot(m,masterKey("s"),3000));
