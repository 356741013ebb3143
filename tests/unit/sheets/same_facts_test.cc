// The same cases give the same facts, whatever file they stand in.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <random>

#include "package/xml.h"
#include "sample_vocabulary.h"
#include "sheets/cases.h"
#include "small_ods.h"
#include "small_workbook.h"

namespace caseletters::sheets {
namespace {

// A value as one would type it; dates, times and moments in ISO form.
struct Typed {
  CellKind kind = CellKind::empty;
  std::string text;
};
using Line = std::vector<Typed>;
struct Table {
  std::string name;
  std::vector<std::string> headings;
  std::vector<Line> lines;
};

std::string escaped(const std::string& text) {
  std::string out;
  package::append_escaped_text(out, text);
  return out;
}

double serial(const Typed& typed) {
  double number = 0;
  std::string clock = typed.text;
  if (typed.kind != CellKind::time) {
    const auto known = Date::from_iso("2000-01-01");  // 36526 in the 1900 system
    number = 36526 + static_cast<double>((Date::from_iso(typed.text.substr(0, 10))->days() - known->days()).count());
    clock = typed.text.size() > 11 ? typed.text.substr(11) : "00:00";
  }
  return number + (std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3, 2))) / 1440.0;
}

std::string xlsx(const std::vector<Table>& tables) {
  SmallWorkbook workbook;
  workbook.styles =
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/><xf numFmtId=\"22\"/></cellXfs>";
  for (const Table& table : tables) {
    std::string rows = row(1, table.headings);
    for (std::size_t at = 0; at < table.lines.size(); ++at) {
      std::vector<std::string> cells;
      for (const Typed& typed : table.lines[at]) {
        const bool date = typed.kind == CellKind::date;
        const bool time = typed.kind == CellKind::time;
        if (date || time || typed.kind == CellKind::moment) {
          cells.push_back("=s=\"" +
                          std::string(date   ? "1"
                                      : time ? "2"
                                             : "3") +
                          "\"><v>" + number_text(serial(typed)) + "</v>");
        } else if (typed.kind == CellKind::number) {
          cells.push_back("=><v>" + typed.text + "</v>");
        } else if (typed.kind == CellKind::boolean) {
          cells.push_back("=t=\"b\"><v>" + std::string(typed.text == "TRUE" ? "1" : "0") + "</v>");
        } else {
          cells.push_back(escaped(typed.text));
        }
      }
      rows += row(static_cast<int>(at) + 2, cells);
    }
    workbook.sheets.push_back({table.name, rows});
  }
  return workbook.bytes();
}

std::string ods_typed(const Typed& typed) {
  const auto with = [&](const std::string& type, const std::string& attribute, const std::string& value) {
    return ods_cell("office:value-type=\"" + type + "\" office:" + attribute + "=\"" + value + "\"",
                    "<text:p>" + escaped(typed.text) + "</text:p>");
  };
  switch (typed.kind) {
    case CellKind::empty:
      return ods_cell("");
    case CellKind::date:
      return with("date", "date-value", typed.text);
    case CellKind::moment:
      return with("date", "date-value", typed.text.substr(0, 10) + "T" + typed.text.substr(11) + ":00");
    case CellKind::time:
      return with("time", "time-value", "PT" + typed.text.substr(0, 2) + "H" + typed.text.substr(3) + "M00S");
    case CellKind::number:
      return with("float", "value", typed.text);
    case CellKind::boolean:
      return with("boolean", "boolean-value", typed.text == "TRUE" ? "true" : "false");
    default:
      break;
  }
  std::string paragraphs;
  std::string rest = typed.text + "\n";
  for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
    paragraphs += "<text:p>" + escaped(rest.substr(0, end)) + "</text:p>";
    rest.erase(0, end + 1);
  }
  return ods_cell("office:value-type=\"string\"", paragraphs);
}

std::string ods(const std::vector<Table>& tables) {
  SmallOds workbook;
  for (const Table& table : tables) {
    std::string cells;
    for (const std::string& heading : table.headings) cells += ods_text_cell(escaped(heading));
    std::string rows = ods_row(cells);
    for (const Line& line : table.lines) {
      cells.clear();
      for (const Typed& typed : line) cells += ods_typed(typed);
      rows += ods_row(cells);
    }
    workbook.sheets.push_back({table.name, rows});
  }
  return workbook.bytes();
}

std::string csv(const Table& table) {
  std::string out;
  const auto add = [&](const std::string& text, bool last) {
    std::string doubled;
    for (const char letter : text) doubled.append(letter == '"' ? 2 : 1, letter);
    out += "\"" + doubled + "\"" + (last ? "\r\n" : ",");
  };
  for (std::size_t at = 0; at < table.headings.size(); ++at) add(table.headings[at], at + 1 == table.headings.size());
  for (const Line& line : table.lines) {
    for (std::size_t at = 0; at < line.size(); ++at) add(line[at].text, at + 1 == line.size());
  }
  return out;
}

// By the first table's first column, as nested items; otherwise as sheets.
std::vector<const Line*> items_of(const Table& list, const Typed& id) {
  std::vector<const Line*> found;
  for (const Line& line : list.lines) {
    if (line.front().text == id.text) found.push_back(&line);
  }
  return found;
}

nlohmann::ordered_json json_row(const Table& table, const Line& line, std::size_t from = 0) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (std::size_t at = from; at < line.size(); ++at) {
    const Typed& typed = line[at];
    if (typed.kind == CellKind::number) {
      object[table.headings[at]] = std::stoi(typed.text);
    } else if (typed.kind == CellKind::boolean) {
      object[table.headings[at]] = typed.text == "TRUE";
    } else if (typed.kind != CellKind::empty) {
      object[table.headings[at]] = typed.text;
    }
  }
  return object;
}

std::string json(const std::vector<Table>& tables, bool nested) {
  nlohmann::ordered_json whole;
  if (nested) {
    for (const Line& line : tables[0].lines) {
      auto object = json_row(tables[0], line);
      for (std::size_t list = 1; list < tables.size(); ++list) {
        for (const Line* item : items_of(tables[list], line.front())) {
          object[tables[list].name].push_back(json_row(tables[list], *item, 1));
        }
      }
      whole["cases"].push_back(object);
    }
    return whole.dump(1);
  }
  for (const Table& table : tables) {
    nlohmann::ordered_json sheet{{"name", table.name}, {"rows", nlohmann::ordered_json::array()}};
    for (const Line& line : table.lines) sheet["rows"].push_back(json_row(table, line));
    whole["sheets"].push_back(sheet);
  }
  return whole.dump();
}

std::string xml_values(const Table& table, const Line& line, std::size_t from = 0) {
  std::string out;
  for (std::size_t at = from; at < line.size(); ++at) {
    if (line[at].kind != CellKind::empty) {
      out += "\n<value heading=\"" + escaped(table.headings[at]) + "\">" + escaped(line[at].text) + "</value>";
    }
  }
  return out;
}

std::string xml(const std::vector<Table>& tables, bool nested) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<cases>";
  if (nested) {
    for (const Line& line : tables[0].lines) {
      out += "<case>" + xml_values(tables[0], line);
      for (std::size_t list = 1; list < tables.size(); ++list) {
        for (const Line* item : items_of(tables[list], line.front())) {
          out += "<child>" + xml_values(tables[list], *item, 1) + "</child>";
        }
      }
      out += "</case>";
    }
    return out + "</cases>";
  }
  for (const Table& table : tables) {
    out += "<sheet name=\"" + table.name + "\">";
    for (const Line& line : table.lines) out += "<row>" + xml_values(table, line) + "</row>";
    out += "</sheet>";
  }
  return out + "</cases>";
}

const facts::Vocabulary& vocabulary() {
  static const facts::Vocabulary made = sample_vocabulary();
  return made;
}

std::vector<CaseRow> read(std::string bytes, const std::string& file) {
  const auto workbook = opened(std::move(bytes), file);
  std::vector<CaseRow> rows;
  if (!workbook) return rows;
  const auto layout = read_cases(*workbook, vocabulary(), {}, [&](CaseRow&& each) {
    EXPECT_FALSE(has_errors(each.problems)) << to_text(each.problems.front());
    rows.push_back(std::move(each));
    return true;
  });
  if (!layout) ADD_FAILURE() << to_text(layout.error().front());
  return rows;
}

void expect_same(const std::vector<CaseRow>& first, const std::vector<CaseRow>& second, const std::string& file) {
  SCOPED_TRACE(file);
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t at = 0; at < first.size(); ++at) {
    SCOPED_TRACE(first[at].id);
    EXPECT_EQ(first[at].id, second[at].id);
    EXPECT_EQ(first[at].letters, second[at].letters);
    EXPECT_EQ(first[at].problems.size(), second[at].problems.size());
    for (std::size_t fact = 0; fact < first[at].record.facts.size(); ++fact) {
      EXPECT_TRUE(first[at].record.facts[fact] == second[at].record.facts[fact]) << vocabulary().facts()[fact].name;
    }
    EXPECT_TRUE(first[at].record.lists == second[at].record.lists);
    EXPECT_TRUE(first[at].record.overrides == second[at].record.overrides);
    for (std::size_t letter = 0; letter < first[at].record.letters.size(); ++letter) {
      EXPECT_EQ(first[at].record.letters[letter].sent, second[at].record.letters[letter].sent);
      EXPECT_TRUE(first[at].record.letters[letter].date == second[at].record.letters[letter].date);
    }
  }
}

// Cases with something of every kind, different in each run of numbers but the same on every machine.
class Cases {
 public:
  explicit Cases(unsigned seed) : numbers_(seed) {}

  Table cases(int count) {
    Table table{"Cases",
                {"Case ID", "Letter", "Title", "First name", "Last name", "Address", "Incident date", "Incident time",
                 "Incident summary", "Police told", "Run", "Handover arranged", "Complaint about", "Sections",
                 "ban-1 date", "Choice: Response"},
                {}};
    for (int number = 1; number <= count; ++number) {
      table.lines.push_back(
          {text("00" + std::to_string(number)),
           maybe(text(pick({"ban-1", "warning-1, ban-2", "Warning letter\nban-1"}))),
           maybe(text(pick({"Mrs", "Mr", "Dr"}))), text(pick({"Zoë", "Siân", "Łukasz", "D’Arcy"})),
           text(pick({"O'Neil", "Müller-Smith", "Nguyễn", "<Li> \"de\" 'Zu'"})),
           maybe(text(pick({"Flat 2\n12 Château Road\nLeeds\nLS1 4AP", "1 High Street, Leeds"}))),
           maybe({CellKind::date, date()}), maybe({CellKind::time, clock()}),
           maybe(text(pick({"Shouted & swore <twice>, then “left”.", "Two lines\nof words; =cmd()", "a\tb"}))),
           maybe({CellKind::moment, date() + " " + clock()}),
           maybe({CellKind::number, std::to_string(1 + numbers_() % 3)}),
           maybe(pick({"", "x"}).empty() ? Typed{CellKind::boolean, pick({"TRUE", "FALSE"})}
                                         : text(pick({"yes", "No", "Y"}))),
           maybe(text(pick({"Head", "CEO", "none"}))), maybe(text(pick({"3.1a, c; 3.2 b", "3.2a"}))),
           maybe({CellKind::date, date()}), maybe(text("received"))});
    }
    return table;
  }
  void add_children_in_columns(Table& table) {
    for (const std::string number : {"1", "2"}) {
      for (const std::string field : {" name", " sex", " year"}) table.headings.push_back("Child " + number + field);
      for (Line& line : table.lines) {
        const bool there = numbers_() % 3 != 0;
        for (const Typed& typed : child()) line.push_back(there ? typed : Typed{});
      }
    }
  }
  Table children(const Table& cases) {
    Table table{"Children", {"Case ID", "Name", "Sex", "Year"}, {}};
    for (const Line& line : cases.lines) {
      for (auto left = numbers_() % 3; left > 0; --left) {
        Line made{line.front()};
        for (const Typed& typed : child()) made.push_back(typed);
        table.lines.push_back(made);
      }
    }
    return table;
  }

 private:
  static Typed text(const std::string& words) { return {CellKind::text, words}; }
  Typed maybe(const Typed& typed) { return numbers_() % 4 == 0 ? Typed{} : typed; }
  std::string pick(const std::vector<std::string>& words) { return words[numbers_() % words.size()]; }
  static std::string two(std::uint_fast32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }
  std::string date() {
    return std::to_string(2024 + numbers_() % 4) + "-" + two(1 + numbers_() % 12) + "-" + two(1 + numbers_() % 28);
  }
  std::string clock() { return two(numbers_() % 24) + ":" + two(numbers_() % 60); }
  Line child() {
    return {text(pick({"Amélie", "Ben", "Çelik"})), maybe(text(pick({"girl", "M"}))),
            maybe(numbers_() % 2 == 0 ? Typed{CellKind::number, "3"} : text("R"))};
  }
  std::mt19937 numbers_;
};

TEST(SameFacts, WithChildrenInColumns) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    Cases made(seed);
    Table table = made.cases(8);
    made.add_children_in_columns(table);
    const auto first = read(xlsx({table}), "cases.xlsx");
    ASSERT_EQ(first.size(), 8u);
    EXPECT_EQ(first[0].id, "001");
    expect_same(first, read(ods({table}), "cases.ods"), "cases.ods");
    expect_same(first, read(csv(table), "cases.csv"), "cases.csv");
    expect_same(first, read(json({table}, true), "cases.json"), "cases.json");
    expect_same(first, read(xml({table}, true), "cases.xml"), "cases.xml");
  }
}

TEST(SameFacts, WithChildrenOnASheet) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    Cases made(seed);
    std::vector<Table> tables{made.cases(8)};
    tables.push_back(made.children(tables[0]));
    const auto first = read(xlsx(tables), "cases.xlsx");
    ASSERT_EQ(first.size(), 8u);
    std::size_t children = 0;
    for (const CaseRow& each : first) children += each.record.lists[0].size();
    EXPECT_EQ(children, tables[1].lines.size());
    expect_same(first, read(ods(tables), "cases.ods"), "cases.ods");
    for (const bool nested : {true, false}) {
      expect_same(first, read(json(tables, nested), "cases.json"), nested ? "nested JSON" : "JSON sheets");
      expect_same(first, read(xml(tables, nested), "cases.xml"), nested ? "nested XML" : "XML sheets");
    }
  }
}

}  // namespace
}  // namespace caseletters::sheets
