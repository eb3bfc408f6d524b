using System.Net;
using Shouldly;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Text comparison does not depend on the locale of the database.</summary>
public sealed class LocaleTests
{
    [Theory]
    [InlineData(DatabaseLocales.C)]
    [InlineData(DatabaseLocales.Utf8)]
    [InlineData(DatabaseLocales.Turkish)]
    public async Task Addresses_tags_and_titles_are_compared_alike_in_every_locale(string locale)
    {
        await using var api = await Api.StartAsync(
            await TestPostgres.CreateDatabaseAsync(locale), ("ADMIN_EMAIL", "INFO@mail.example"), ("ADMIN_PASSWORD", Api.Password));

        foreach (var (email, status) in new[]
        {
            ("JOSÉ@example.com", HttpStatusCode.Created),
            ("josé@example.com", HttpStatusCode.Conflict),
            ("jose@example.com", HttpStatusCode.Created),
            ("info@mail.example", HttpStatusCode.Conflict),
            ("ınfo@mail.example", HttpStatusCode.Created),
        })
        {
            (await api.PostAsync("/auth/register", Login(email))).StatusCode.ShouldBe(status, email);
        }

        (await api.PostAsync("/auth/login", Login("iNfO@MAIL.example"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var person = await api.PersonAsync();
        await person.TaskAsync("""{"title": "ΟΔΟΣΗΜΑ IĞDIR", "tags": ["MIXED İ"]}""");
        foreach (var query in new[] { "search=%CE%BF%CE%B4%CE%BF%CF%82", "search=iğdi", "tags=mixed%20%C4%B0" })
        {
            (await (await person.GetAsync($"/tasks?{query}")).ReadAsync())["total"]!.GetValue<int>().ShouldBe(1, query);
        }
    }

    /// <summary>The statuses and priorities of tasks that an older version stored.</summary>
    [Fact]
    public async Task Migration_repairs_stored_words_and_refuses_unknown_ranks()
    {
        var url = await TestPostgres.CreateDatabaseAsync();
        await using var database = new Platform.Persistence.Database(url);
        await new Platform.Persistence.Migrator(database).ApplyAsync(
            [.. TaskTrackerSchema.Sets.Select(
                set => set.Name == "task-tracker" ? set with { Migrations = [.. set.Migrations.Take(2)] } : set)],
            default);
        await ExecuteAsync(
            "insert into users (id, email, password_hash, role) values ('00000000-0000-7000-8000-000000000001', 'a@example.com', '', "
                + "'user')");
        await InsertAsync("NONE", 3, 0);
        await InsertAsync("TODO", 0, 9);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync());
        refusal.Message.ShouldContain("00000000-0000-7000-8000-000000000009 (status 0, priority 9)");
        refusal.Message.ShouldContain("Give status_rank and priority_rank a value from 0 to 3");

        await ExecuteAsync("update tasks set priority_rank = 2 where priority_rank = 9");
        await MigrateAsync();
        await using var command = database.Source.CreateCommand(
            "select string_agg(status || ' ' || priority, ', ' order by id) from tasks");
        (await command.ExecuteScalarAsync()).ShouldBe("DONE LOW, TODO HIGH");

        Task MigrateAsync() => new Platform.Persistence.Migrator(database).ApplyAsync(TaskTrackerSchema.Sets, default);

        Task InsertAsync(string status, int statusRank, int priorityRank) => ExecuteAsync(
            "insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, created_at, updated_at) values "
                + $"('00000000-0000-7000-8000-00000000000{priorityRank}', '00000000-0000-7000-8000-000000000001', 't', '{status}', "
                + $"{statusRank}, '?', {priorityRank}, now(), now())");

        async Task ExecuteAsync(string sql)
        {
            await using var statement = database.Source.CreateCommand(sql);
            await statement.ExecuteNonQueryAsync();
        }
    }

    private static string Login(string email) => $$"""{"email": "{{email}}", "password": "{{Api.Password}}"}""";
}
