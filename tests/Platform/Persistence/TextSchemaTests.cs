using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Tests.Platform.Primitives;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

/// <summary>The SQL functions are a separate implementation on PostgreSQL's normalization; they and the program check each other.</summary>
public sealed class TextSchemaTests
{
    [Theory]
    [InlineData(DatabaseLocales.C)]
    [InlineData(DatabaseLocales.Utf8)]
    [InlineData(DatabaseLocales.Turkish)]
    public async Task The_SQL_functions_match_the_program_in_every_locale(string locale)
    {
        await using var database = new Database(await TestPostgres.CreateDatabaseAsync(locale), TimeSpan.FromMinutes(1));
        await new Migrator(database).ApplyAsync([TextSchema.Migrations], default);
        var random = new Random(5);
        string[] texts =
        [
            .. Enumerable.Range(1, 127).Select(code => $"{(char)code}"),
            .. TextSamples.Runes.Select(rune => rune.ToString()),
            .. Enumerable.Range(0, 20_000).Select(_ => TextSamples.Next(random)),
            string.Concat(Enumerable.Repeat("ẤB\U0001D160", 300)),
        ];

        await using var command = database.Source.CreateCommand(
            "select fold_text(given), order_text(given) from unnest($1) with ordinality as t (given, number) order by number");
        command.Parameters.Add(new NpgsqlParameter { Value = texts });
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var text in texts)
        {
            await reader.ReadAsync();
            reader.GetString(0).ShouldBe(TextFold.Of(text), Describe(text));
            reader.GetString(1).ShouldBe(TextOrder.KeyOf(text), Describe(text));
        }
    }

    private static string Describe(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
}
