//! Letters of other scripts that look like Latin ones.

/// Returns the ASCII letter that a Greek or Cyrillic letter cannot be told from in print; `None` for every other letter.
pub fn look_alike(character: char) -> Option<char> {
    Some(match character {
        'Α' | 'А' => 'A',
        'Β' | 'В' => 'B',
        'С' | 'Ϲ' => 'C',
        'Ε' | 'Е' => 'E',
        'Η' | 'Н' => 'H',
        'Ι' | 'І' => 'I',
        'Ј' => 'J',
        'Κ' | 'К' => 'K',
        'Μ' | 'М' => 'M',
        'Ν' => 'N',
        'Ο' | 'О' => 'O',
        'Ρ' | 'Р' => 'P',
        'Ѕ' => 'S',
        'Τ' | 'Т' => 'T',
        'Υ' => 'Y',
        'Χ' | 'Х' => 'X',
        'Ζ' => 'Z',
        'а' => 'a',
        'с' | 'ϲ' => 'c',
        'е' => 'e',
        'і' => 'i',
        'ј' => 'j',
        'ο' | 'о' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'х' => 'x',
        'у' => 'y',
        _ => return None,
    })
}

/// Returns whether a character is a Greek or Cyrillic letter.
pub fn is_greek_or_cyrillic(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}')
}
