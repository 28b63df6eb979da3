//! Ties, one test a kind, of names that no table knows.

use crate::claim::{Subject, read_open};
use crate::reference::ReferenceTables;
use crate::text::SourceFile;

/// Returns `value → subject` for every claim of a text, in order.
fn owners(text: &str) -> Vec<String> {
    let file = SourceFile::new("test.md", text.to_owned());
    let document = crate::document::parse(&file);
    let tables = ReferenceTables::embedded();
    let owner = |claim: crate::claim::Claim| {
        let value = document.prose.slice(claim.range);
        match claim.subject {
            Subject::Known { entity, .. } => format!("{value} → {}", tables.entity(entity).name),
            Subject::Named { name, .. } => format!("{value} → {name}"),
            Subject::Unknown => format!("{value} → nobody"),
        }
    };
    read_open(&file, &document, tables).into_iter().map(owner).collect()
}

#[test]
fn what_describes_a_name_is_said_of_it() {
    assert_eq!(owners("We tested the 7B-parameter Osprey-2 today."), ["7B → Osprey-2"]);
    assert_eq!(owners("拥有70亿参数的双语模型Osprey-2表现不错。"), ["70亿 → Osprey-2"]);
}

#[test]
fn a_name_before_the_noun_only_describes_it() {
    assert_eq!(owners("Osprey-2 is a 7B GullFormat model."), ["7B → Osprey-2"]);
}

#[test]
fn sizes_of_other_models_are_nobodys() {
    assert_eq!(owners("Osprey-2与最好的70亿参数模型相比毫不逊色。"), Vec::<String>::new());
}

#[test]
fn what_is_said_of_a_name_is_its_own() {
    assert_eq!(owners("Osprey-2 has 7B parameters."), ["7B → Osprey-2"]);
    assert_eq!(owners("Osprey-2的参数量为70亿。"), ["70亿 → Osprey-2"]);
    assert_eq!(owners("The parameter count of Osprey-2 is 7B."), ["7B → Osprey-2"]);
}

#[test]
fn brackets_and_appositions_belong_to_the_name_before() {
    assert_eq!(
        owners("We compared Osprey-2 (7B parameters) and Kestrel-5 (13B parameters)."),
        ["7B → Osprey-2", "13B → Kestrel-5"]
    );
    assert_eq!(owners("Harborworks released Osprey-2, a 7B parameter model with open weights."), ["7B → Osprey-2"]);
}

#[test]
fn a_maker_gives_way_to_what_it_made() {
    assert_eq!(owners("某公司云雀科技发布Osprey-2，拥有70亿参数。"), ["70亿 → Osprey-2"]);
    assert_eq!(owners("DeepHarbor launched Osprey-2 with 7B parameters."), ["7B → Osprey-2"]);
}

#[test]
fn a_subject_left_out_is_that_of_the_text_before() {
    assert_eq!(
        owners("Osprey-2 is out. The model has 7B parameters and it supports a 128K context window."),
        ["7B → Osprey-2", "128K → Osprey-2"]
    );
    assert_eq!(
        owners("Osprey-2已经开源。该模型拥有70亿参数，上下文窗口为128K。"),
        ["70亿 → Osprey-2", "128K → Osprey-2"]
    );
}

#[test]
fn yardsticks_are_no_subjects() {
    assert_eq!(owners("Smaller than Kestrel-5, Osprey-2 has 7B parameters."), ["7B → Osprey-2"]);
    assert_eq!(owners("Osprey-2比Kestrel-5更小，只有70亿参数。"), ["70亿 → Osprey-2"]);
}

#[test]
fn former_and_latter_pick_one_of_two() {
    assert_eq!(
        owners("我们比较了Osprey-2和Kestrel-5，前者有70亿参数，后者有130亿参数。"),
        ["70亿 → Osprey-2", "130亿 → Kestrel-5"]
    );
}

#[test]
fn values_and_names_pair_in_order() {
    assert_eq!(
        owners("Osprey-2 and Kestrel-5 have 7B and 13B parameters respectively."),
        ["7B → Osprey-2", "13B → Kestrel-5"]
    );
    assert_eq!(owners("Osprey-2和Kestrel-5的参数量分别为70亿和130亿。"), ["70亿 → Osprey-2", "130亿 → Kestrel-5"]);
}

#[test]
fn the_sizes_of_a_list_are_members_of_a_family() {
    assert_eq!(owners("- Osprey-2: 7B, 13B parameters"), ["7B → Osprey-2 7B", "13B → Osprey-2 13B"]);
}

#[test]
fn headings_and_items_above_name_the_subject() {
    assert_eq!(
        owners("## Osprey-2\n\n- Parameters: 7B\n- Context window: 128K\n"),
        ["7B → Osprey-2", "128K → Osprey-2"]
    );
    assert_eq!(owners("Osprey-2在此：\n\n- 参数量：70亿\n"), ["70亿 → Osprey-2"]);
}

#[test]
fn rows_or_columns_of_a_table_name_the_subject() {
    assert_eq!(
        owners("| Model | Parameters |\n|---|---|\n| Osprey-2 | 7B |\n| Kestrel | 13B |\n"),
        ["7B → Osprey-2", "13B → Kestrel"]
    );
    assert_eq!(
        owners("| | Osprey-2 | Kestrel-5 |\n|---|---|---|\n| Parameters | 7B | 13B |\n"),
        ["7B → Osprey-2", "13B → Kestrel-5"]
    );
}

#[test]
fn a_title_names_what_the_text_leaves_out() {
    assert_eq!(owners("---\ntitle: Osprey-2 review\n---\n\nThe context window is 128K tokens.\n"), ["128K → Osprey-2"]);
}

#[test]
fn sizes_of_no_model_in_particular_are_no_claims() {
    assert_eq!(owners("Most models over 70B parameters need two cards."), Vec::<String>::new());
    assert_eq!(owners("企业往往需要对千亿参数模型进行微调。"), Vec::<String>::new());
}

#[test]
fn money_is_said_of_who_gets_or_pays_it() {
    assert_eq!(owners("云雀科技宣布完成2亿美元融资。"), ["2亿美元 → 云雀科技"]);
    assert_eq!(owners("Harborworks raises $400M led by Gullwing Capital."), ["$400M → Harborworks"]);
}

#[test]
fn the_next_clause_names_what_this_one_describes() {
    assert_eq!(owners("云雀科技正在训练一款参数量超过1万亿的新模型，内部代号为“海燕”。"), ["1万亿 → 海燕"]);
    assert_eq!(owners("这是一个拥有2360亿参数的混合专家模型，名叫Heron。"), ["2360亿 → Heron"]);
}

#[test]
fn a_parallel_clause_says_the_same_of_another_name() {
    assert_eq!(
        owners("Osprey-2的参数规模为15亿，Osprey-3则一举增至1750亿。"),
        ["15亿 → Osprey-2", "1750亿 → Osprey-3"]
    );
    assert_eq!(
        owners("Osprey-3 was pretrained on 15T tokens, while Osprey-2 used 2T."),
        ["15T → Osprey-3", "2T → Osprey-2"]
    );
    assert_eq!(
        owners("Unlike Kestrel-4, which has 1.8T parameters, Osprey-2 has only 34B."),
        ["1.8T → Kestrel-4", "34B → Osprey-2"]
    );
}

#[test]
fn a_title_leaves_the_name_to_the_text() {
    let text = "# 从零训练21亿参数模型\n\n开发者用2块H200从零训练21亿参数的双语模型Osprey-2。\n";
    assert_eq!(owners(text), ["21亿 → Osprey-2", "21亿 → Osprey-2"]);
}

#[test]
fn what_is_done_to_any_model_is_nobodys() {
    assert_eq!(owners("Osprey-2能将300亿参数的模型压缩到手机上。"), Vec::<String>::new());
    assert_eq!(owners("Osprey-2 can shard 200B+ models over many cards."), Vec::<String>::new());
    assert_eq!(owners("With Osprey-2 nobody needs a 27B-class model."), Vec::<String>::new());
    assert_eq!(
        owners("# Osprey Box\n\nModels with roughly 10-15 billion active parameters fit well.\n"),
        Vec::<String>::new()
    );
}

#[test]
fn a_clause_of_two_words_says_whom_the_next_is_about() {
    assert_eq!(
        owners("In Osprey-3, only 37B of its 671B total parameters are active."),
        ["37B → Osprey-3", "671B → Osprey-3"]
    );
    assert_eq!(owners("Trained on 15T tokens, Osprey-3 is strong."), ["15T → Osprey-3"]);
}

#[test]
fn a_verb_between_makes_the_name_behind_its_object() {
    assert_eq!(owners("论文提出Osprey-2，利用7B小模型实现Kestrel Vision的目标。"), ["7B → Osprey-2"]);
}
