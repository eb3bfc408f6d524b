namespace Tracker.Bench.Load;

/// <summary>Rows of cells, printed as a Markdown table with aligned columns.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> rows = [];

    public bool IsEmpty => rows.Count == 0;

    /// <summary>The last row, without alignment.</summary>
    public string Last => string.Join(" | ", rows[^1].Where(cell => cell.Length > 0));

    public void Add(string[] cells) => rows.Add(cells);

    /// <summary>The table without the columns that are empty in all rows.</summary>
    public IEnumerable<string> Lines()
    {
        var used = Enumerable.Range(0, headings.Length).Where(column => rows.Any(row => row[column].Length > 0)).ToList();
        var widths = used.Select(column => rows.Append(headings).Max(row => row[column].Length)).ToList();
        return rows.Select(Line).Prepend($"|{string.Concat(widths.Select(width => new string('-', width + 2) + "|"))}").Prepend(Line(headings));

        string Line(string[] row) => $"| {string.Join(" | ", used.Zip(widths, (column, width) => row[column].PadRight(width)))} |";
    }
}
