// One row of the cases sheet as a record of facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sheets/cases.h"
#include "sheets/cell_values.h"
#include "sheets/heading_row.h"
#include "sheets/headings.h"
#include "sheets/list_sheets.h"

namespace caseletters::sheets {

class CaseBuilder {
 public:
  // All outlive it. `row` holds each meaning at most once.
  CaseBuilder(const Workbook& workbook, const facts::Vocabulary& vocabulary, const Headings& headings,
              CellValues& values, ListSheets& lists, int sheet, HeadingRow row);

  // Whether any column that means something holds anything.
  [[nodiscard]] bool holds_anything(std::span<const Cell> cells) const;
  // "Total" or "Totals" in the row's first filled cell.
  [[nodiscard]] static bool is_totals(std::span<const Cell> cells);

  [[nodiscard]] CaseRow build(const RowInfo& info, std::span<const Cell> cells);

  [[nodiscard]] int id_column() const { return id_column_; }

 private:
  struct Column {
    int column = 0;
    Target target;
    facts::Type type;
    std::string words;
    std::vector<int> twins;  // columns that mean the same
  };
  // What is gathered while the cells of one row are read.
  struct Gathered {
    std::vector<std::vector<facts::Item>> items;  // by list, item, field
    std::vector<std::vector<std::vector<facts::Source>>> sources;
    std::vector<std::pair<int, std::string>> address;  // by line
    facts::Source address_source;
  };

  [[nodiscard]] CellPlace place(const RowInfo& info, int column, std::string_view fact) const;
  void read_id(CaseRow& out, const RowInfo& info, std::span<const Cell> cells);
  void read_cell(CaseRow& out, Gathered& gathered, const Column& column, const RowInfo& info, const Cell& cell);
  void read_fact(CaseRow& out, const Column& column, const CellPlace& at, const facts::Source& source,
                 const Cell& cell);
  void read_field(CaseRow& out, Gathered& gathered, const Column& column, const CellPlace& at,
                  const facts::Source& source, const Cell& cell);
  void read_past(CaseRow& out, const Column& column, const CellPlace& at, const Cell& cell);
  void read_choice(CaseRow& out, const Column& column, const CellPlace& at, const Cell& cell);
  void set_past(CaseRow& out, const Target& target, facts::Value value) const;
  void check_adults(CaseRow& out, const Column& column, const CellPlace& at, const facts::Value& value) const;
  [[nodiscard]] bool stands_alone(int fact) const;
  void warn_of_capitals(CaseRow& out, const Column& column, const CellPlace& at, const facts::Value& value);
  void check_item_names(CaseRow& out) const;
  void add_items(CaseRow& out, Gathered& gathered, const RowInfo& info) const;
  [[nodiscard]] std::optional<Diagnostic> name_trouble_of(const CaseRow& out, int list, int number,
                                                          const facts::Item& item,
                                                          const std::vector<facts::Source>& sources,
                                                          const RowInfo& info) const;
  void join_lists(CaseRow& out, const RowInfo& info);
  void sort_items(CaseRow& out, std::size_t list) const;
  void fill_from_items(CaseRow& out, std::size_t list) const;
  void read_twins(CaseRow& out, Gathered& gathered, const Column& column, const RowInfo& info,
                  std::span<const Cell> cells);
  void check_repeats(CaseRow& out) const;
  void check_length(CaseRow& out, const RowInfo& info, std::span<const Cell> cells) const;

  const facts::Vocabulary& vocabulary_;
  const Headings& headings_;
  CellValues& values_;
  ListSheets& lists_;
  int sheet_;
  HeadingRow row_;
  std::vector<Column> columns_;
  int id_column_ = -1;
  int letter_fact_ = -1;
  int title_ = -1, first_name_ = -1, last_name_ = -1, full_name_ = -1, address_ = -1, school_ = -1;
  bool capitals_said_ = false, small_letters_said_ = false;
  facts::Record blank_;
};

// Address lines joined, in order; a lone house number goes before the street. An address in one cell and on one line is
// divided at its commas.
[[nodiscard]] std::string join_address(std::vector<std::pair<int, std::string>> lines);

}  // namespace caseletters::sheets
