//! Prints how fast numbers, quantities and dates are found: MB per second of CPU time on one thread. A benchmark, not a
//! test.
//!
//! `cargo bench --bench extraction` reads news paragraphs of its own, repeated, in Chinese and in English, in both ways:
//! every reading of a plain text, and what a document says. Then it reads one line of 1, 5 and 20 MB: a speed that falls
//! with the length is a defect. `FACTLINT_BENCH_CORPUS=FOLDER` takes the text files below a folder instead of the paragraphs.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark reads files and prints")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use factlint::extract::{Found, from_document, from_text};
use factlint::reference::ReferenceTables;
use factlint::text::SourceFile;

/// Bytes to read in each measurement.
const VOLUME: usize = 20_000_000;

/// Bytes of a text where it is not one line.
const PARAGRAPHS: usize = 20_000;

const CHINESE: &str = "\
北方电缆集团5月9日公布的财报显示，今年一季度营收达到128.6亿元，同比增长12.4%，净利润约为9.3亿元，比去年同期多出两成。\
公司首席财务官在电话会议上表示，订单积压已超过300亿元，其中近四成来自海外，预计2025年上半年交付。\n\n\
上周五，这家成立于1998年的企业还宣布，将以6.5亿美元收购一家拥有2300名员工的传感器厂商，交易有望在年底前完成。\
分析人士认为，价格比市场预期低了大约三分之一，但整合至少需要18个月，短期内成本会上升1.5个百分点。\n\n\
新工厂占地12万平方米，位于河流下游3公里处，设计温度可达零下40摄氏度，每小时能够处理50吨铜线。\
项目负责人说，团队平均年龄只有29岁，他们花了两年半时间才把良品率从60%提高到95%以上，GX-7型设备的能耗则降到原来的五分之一。\n\n\
谈到为什么要自己建厂，项目负责人认为答案并不复杂：外部供应商很难跟上设计的变化，而沟通的成本往往比材料更高。\
他回忆说，最初没有人相信一群刚刚毕业的年轻人能够把生产线调试好，设备供应商甚至拒绝派人到现场，他们只能对照说明书逐项摸索。\
如今，来自不同部门的工程师每天在同一间办公室里讨论问题，争论常常持续到深夜，但大家都承认，正是这些争论让产品变得更加可靠。\n\n\
行业协会的观察员提醒，扩张的速度如果超过管理能力，质量风险迟早会暴露出来；监管部门也在考虑修改标准，要求企业公开更多检测结果。\
面对质疑，公司表示愿意接受独立机构的评估，并承诺把结论完整地公布在网站上，供客户和投资者查阅。\n\n";

const ENGLISH: &str = "\
Northern Cable reported revenue of $1.76 billion for the first quarter of 2024, up 12.4% from a year earlier, and a net \
profit of about $93 million. The order book now exceeds 4,200 contracts, nearly two thirds of them from overseas, and most \
will be delivered by June 30, 2025, the chief financial officer said on Thursday.\n\n\
Last week the company, founded in 1998, agreed to buy a sensor maker with 2,300 employees for between $600 million and \
$650 million in cash. Analysts expect the deal to close within three months, although integration could take at least a \
year and a half and push costs up by 1.5 percentage points in the short term.\n\n\
The new plant covers twelve acres some 3 miles from the river, runs at minus 40 degrees Celsius in winter and handles up to \
50 tons of wire an hour. Its engineers are 29 years old on average; the GX-7 machines that they tuned use a fifth of the \
energy of the third generation, and the yield has doubled since last May.\n\n\
Asked why the company wanted a plant of its own, the project lead said the answer was simple: suppliers could not keep up \
with the changes of the design, and talking about them cost more than the material did. Nobody believed, she recalled, that \
a group of graduates would get the line to run; the maker of the machines refused to send anybody, and so they worked their \
way through the manuals on their own. Today engineers from every department argue in the same room until late at night, and \
all of them admit that the arguments are what made the product more reliable.\n\n\
Observers warn that a company which grows faster than its managers can follow will see problems with quality sooner or \
later, and regulators are thinking about standards under which test results have to be published. The company says that it \
welcomes an independent assessment and will put the findings on its site for customers and investors to read.\n\n";

fn main() {
    match std::env::var_os("FACTLINT_BENCH_CORPUS") {
        Some(folder) => {
            let mut texts = Vec::new();
            collect(Path::new(&folder), &mut texts);
            assert!(!texts.is_empty(), "no text files in {}", Path::new(&folder).display());
            measure("corpus", &texts);
            lines("corpus", &texts.concat());
        }
        None => {
            for (name, text) in [("Chinese", CHINESE), ("English", ENGLISH)] {
                measure(name, &[text.repeat(PARAGRAPHS.div_ceil(text.len()))]);
                lines(name, text);
            }
        }
    }
}

/// Prints the speed on texts of paragraphs, in both ways.
fn measure(name: &str, texts: &[String]) {
    let volume: usize = texts.iter().map(String::len).sum();
    let rounds = VOLUME.div_ceil(volume);
    let run = |way: &str, read: &dyn Fn(&str) -> Vec<Found>| {
        let start = cpu_time();
        let mut found = 0;
        for _ in 0..rounds {
            found += texts.iter().map(|text| read(text).len()).sum::<usize>();
        }
        let speed = megabytes(volume * rounds) / (cpu_time() - start).as_secs_f64();
        println!("{name}, {way}: {speed:.1} MB/s of CPU time, {} found per KB", found / (volume * rounds / 1000));
    };
    run("every reading of plain text", &|text| from_text(text, Some(reference())));
    run("documents", &|text| from_document(&SourceFile::new("a.md", text), ReferenceTables::embedded(), None));
}

/// Prints the speed on one line, ever longer.
fn lines(name: &str, text: &str) {
    let paragraph = text.replace('\n', " ");
    for length in [1_000_000, 5_000_000, 20_000_000] {
        let line = paragraph.repeat(length / paragraph.len() + 1);
        let start = cpu_time();
        from_text(&line, Some(reference()));
        let plain = cpu_time();
        from_document(&SourceFile::new("a.md", line.as_str()), ReferenceTables::embedded(), None);
        let speed = |time: Duration| megabytes(line.len()) / time.as_secs_f64();
        let (plain, document) = (speed(plain - start), speed(cpu_time() - plain));
        println!(
            "{name}, one line of {} MB: {plain:.1} MB/s plain, {document:.1} MB/s as a document",
            length / 1_000_000
        );
    }
}

fn reference() -> chrono::NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 5, 9).and_then(|day| day.and_hms_opt(0, 0, 0)).expect("a day")
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, texts);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            texts.push(text);
        }
    }
}

/// Returns the CPU time of this thread; where the system does not tell (it is Linux that does), the wall time.
fn cpu_time() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| std::time::UNIX_EPOCH.elapsed().unwrap_or_default(), Duration::from_nanos)
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
