using System.Net;
using System.Net.Http.Headers;
using Shouldly;
using Tracker.Systems.TaskTrackerMicro;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>The commands on a system with a gateway, usernames and a database for each of two services.</summary>
public sealed class TaskTrackerMicroTests
{
    private const string Password = "securepass123";
    private const string Name = "tasktracker-micro";

    [Fact]
    public async Task Operators_add_users_with_a_username_and_promote_them()
    {
        await using var data = await DataFolderFixture.UsedAsync(TaskTrackerMicroSystem.Definition);
        (await UserAsync(data, "add", "--email", "ada@example.com"))
            .Errors.ShouldContain("Accounts of this system have a username: add --username.");
        (await UserAsync(data, "add", "--email", "ada@example.com", "--username", " x "))
            .Errors.ShouldContain("The username must have 3 to 100 characters.");
        (await UserAsync(data, "add", "--email", "ada@example.com", "--username", "ada")).ExitCode.ShouldBe(0);
        (await UserAsync(data, "add", "--email", "other@example.com", "--username", "ADA"))
            .Errors.ShouldContain("The username is already taken.");
        (await UserAsync(data, "promote", "--email", "ada@example.com")).ExitCode.ShouldBe(0);

        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        using var client = await LogInAsync(data.UrlOf("api-gateway"), "ada");

        (await client.GetStringAsync("/api/v1/auth/me")).ShouldContain("\"is_superuser\":true");
    }

    [Fact]
    public async Task Only_accounts_with_usernames_take_one()
    {
        await using var data = await DataFolderFixture.UsedAsync();

        var (code, _, errors) = await TrackerProcess.RunAsync(
            data.Variables, "correct horse", "user", "add", "--email", "ada@example.com", "--username", "ada");

        errors.ShouldContain("Accounts of this system have no username.");
        code.ShouldBe(2);
    }

    [Fact]
    public async Task A_restored_backup_has_the_users_and_their_tasks()
    {
        await using var data = await DataFolderFixture.UsedAsync(TaskTrackerMicroSystem.Definition);
        string tasks;
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            using var client = await RegisterAsync(data.UrlOf("api-gateway"));
            using var created = await client.PostAsync("/api/v1/tasks/", JsonAssertions.Json("""{"title": "Keep me", "status": "done"}"""));
            tasks = await client.GetStringAsync("/api/v1/tasks/");
        }

        (await RunAsync(data, "backup", data.Archive)).ExitCode.ShouldBe(0);
        await using var empty = new DataFolderFixture(system: TaskTrackerMicroSystem.Definition);
        (await RunAsync(empty, "restore", data.Archive)).ExitCode.ShouldBe(0);
        await using var again = empty.Up();
        await again.ReadyAsync();
        using var restored = await LogInAsync(empty.UrlOf("api-gateway"), "johndoe");

        tasks.ShouldContain("Keep me");
        (await restored.GetStringAsync("/api/v1/tasks/")).ShouldBe(tasks);
        (await restored.GetStringAsync("/api/v1/stats/"))
            .ShouldBe("""{"total_tasks":1,"completed_tasks":1,"completed_percentage":100.0}""");
    }

    [Fact]
    public async Task The_services_run_as_processes_of_their_own()
    {
        var ports = TaskTrackerMicroSystem.Definition.Services.ToDictionary(service => service.Name, _ => FreePort.Take());
        var running = new List<TrackerProcess>();
        try
        {
            foreach (var service in TaskTrackerMicroSystem.Definition.Services)
            {
                running.Add(TrackerProcess.Start(
                    new Dictionary<string, string>
                    {
                        ["HOST"] = "127.0.0.1",
                        ["PORT"] = $"{ports[service.Name]}",
                        ["SECRET_KEY"] = "a-signing-secret-of-the-tests-0123456789",
                        ["DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(),
                        ["USER_SERVICE_URL"] = UrlOf("user-service"),
                        ["TASK_SERVICE_URL"] = UrlOf("task-service"),
                        ["STATS_SERVICE_URL"] = UrlOf("stats-service"),
                    },
                    "serve",
                    $"{Name}/{service.Name}"));
            }

            using var waiting = new HttpClient();
            foreach (var service in TaskTrackerMicroSystem.Definition.Services)
            {
                await Soon.BecomesAsync(
                    () => StatusAsync(waiting, UrlOf(service.Name) + service.HealthPath), status => status == HttpStatusCode.OK);
            }

            using var client = await RegisterAsync(UrlOf("api-gateway"));
            using var created = await client.PostAsync("/api/v1/tasks/", JsonAssertions.Json("""{"title": "x"}"""));

            created.StatusCode.ShouldBe(HttpStatusCode.Created);
            (await client.GetStringAsync("/api/v1/stats/"))
                .ShouldBe("""{"total_tasks":1,"completed_tasks":0,"completed_percentage":0.0}""");
        }
        finally
        {
            foreach (var process in running)
            {
                await process.DisposeAsync();
            }
        }

        string UrlOf(string service) => $"http://127.0.0.1:{ports[service]}";
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string url)
    {
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<HttpClient> RegisterAsync(string gateway)
    {
        using var http = new HttpClient { BaseAddress = new Uri(gateway) };
        using var account = await http.PostAsync("/api/v1/auth/register", JsonAssertions.Json(
            $$"""{"email": "john@example.com", "username": "johndoe", "password": "{{Password}}"}"""));
        account.StatusCode.ShouldBe(HttpStatusCode.Created);
        return await LogInAsync(gateway, "johndoe");
    }

    private static async Task<HttpClient> LogInAsync(string gateway, string username)
    {
        var http = new HttpClient { BaseAddress = new Uri(gateway) };
        using var answer = await http.PostAsync(
            "/api/v1/auth/login", JsonAssertions.Json($$"""{"username": "{{username}}", "password": "{{Password}}"}"""));
        var session = await answer.ReadAsync();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["access_token"]!.GetValue<string>());
        return http;
    }

    private static Task<(int ExitCode, string Output, string Errors)> UserAsync(DataFolderFixture data, params string[] arguments) =>
        TrackerProcess.RunAsync(data.Variables, Password, ["user", arguments[0], "--system", Name, .. arguments[1..]]);

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(DataFolderFixture data, string command, string archive) =>
        TrackerProcess.RunAsync(data.Variables, "", command, "--system", Name, archive);
}
