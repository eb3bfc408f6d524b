using Shouldly;
using Tracker.Modules.Identity;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Identity;

/// <summary>Databases written by an older version.</summary>
public sealed class FoldedUsersMigrationTests
{
    private const int LastVersionBefore = 4;
    private static readonly MigrationSet Before = UpTo(LastVersionBefore);

    [Theory]
    [InlineData(DatabaseLocales.C)]
    [InlineData(DatabaseLocales.Utf8)]
    [InlineData(DatabaseLocales.Turkish)]
    public async Task Existing_accounts_survive_and_are_compared_by_their_folded_form(string locale)
    {
        await using var database = await OldDatabaseAsync(
            locale, ("JOSÉ@example.com", "José"), ("INFO@mail.example", null), ("ılk@mail.example", null));

        await MigrateAsync(database);

        (await QueryAsync(
            database,
            "select email || ' ' || email_folded || ' ' || coalesce(username_folded, '-') from users order by email_folded")).ShouldBe(
            ["INFO@mail.example info@mail.example -", "JOSÉ@example.com josé@example.com josé", "ılk@mail.example ılk@mail.example -"]);
    }

    [Fact]
    public async Task Two_accounts_with_one_folded_address_stop_the_migration_unchanged()
    {
        await using var database = await OldDatabaseAsync(
            DatabaseLocales.C, ("JOSÉ@example.com", null), ("josé@example.com", null), ("ann@example.com", null));

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(database));

        refusal.Message.ShouldContain("JOSÉ@example.com (account ");
        refusal.Message.ShouldContain("josé@example.com (account ");
        refusal.Message.ShouldContain("update users set email = 'new@example.com' where id = '...'");
        refusal.Message.ShouldNotContain("ann@example.com");
        refusal.Message.ShouldNotContain("\n");
        await new Migrator(database).ApplyAsync([Before], default);
        (await QueryAsync(database, "select email from users order by email"))
            .ShouldBe(["JOSÉ@example.com", "ann@example.com", "josé@example.com"]);
        (await QueryAsync(database, "select proname from pg_proc where proname in ('fold_text', 'fold_user')")).ShouldBeEmpty();

        await ExecuteAsync(database, "update users set email = 'jose.two@example.com' where email = 'josé@example.com'");
        await MigrateAsync(database);
        (await QueryAsync(database, "select email_folded from users order by email_folded"))
            .ShouldBe(["ann@example.com", "jose.two@example.com", "josé@example.com"]);
    }

    [Fact]
    public async Task Two_accounts_with_one_folded_user_name_stop_the_migration()
    {
        await using var database = await OldDatabaseAsync(DatabaseLocales.C, ("a@example.com", "ÄNNE"), ("b@example.com", "änne"));

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(database));

        refusal.Message.ShouldContain("ÄNNE (account ");
        refusal.Message.ShouldContain("are one user name now");
    }

    [Fact]
    public async Task Rows_written_by_other_programs_are_folded_too()
    {
        await using var database = await OldDatabaseAsync(DatabaseLocales.Turkish);
        await MigrateAsync(database);

        await ExecuteAsync(database, Insert("INFO@mail.example", "IDA"));
        (await QueryAsync(database, "select email_folded || ' ' || username_folded from users")).ShouldBe(["info@mail.example ida"]);
        await ExecuteAsync(database, "update users set email = 'ÄRGER@mail.example'");
        (await QueryAsync(database, "select email_folded from users")).ShouldBe(["ärger@mail.example"]);
    }

    private static MigrationSet UpTo(int version) =>
        IdentityModule.Migrations with
        {
            Migrations = [.. IdentityModule.Migrations.Migrations.Where(migration => migration.Version <= version)],
        };

    private static string Insert(string email, string? username) =>
        "insert into users (id, email, username, password_hash, role) "
            + $"values (gen_random_uuid(), '{email}', {(username is null ? "null" : $"'{username}'")}, '', 'user')";

    private static async Task<Database> OldDatabaseAsync(string locale, params (string Email, string? Username)[] accounts)
    {
        var database = new Database(await TestPostgres.CreateDatabaseAsync(locale));
        await new Migrator(database).ApplyAsync([Before], default);
        foreach (var (email, username) in accounts)
        {
            await ExecuteAsync(database, Insert(email, username));
        }

        return database;
    }

    private static Task MigrateAsync(Database database) =>
        new Migrator(database).ApplyAsync([TextSchema.Migrations, IdentityModule.Migrations], default);

    private static async Task ExecuteAsync(Database database, string sql) => await database.ExecuteAsync(sql, [], default);

    private static async Task<List<string>> QueryAsync(Database database, string sql)
    {
        var rows = await database.ReadAsync(sql, [], row => row.GetString(0), default);
        // Sorts by code point in any locale of the database.
        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
