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
        await using var services = await ServedMicro.StartAsync();
        using var client = await RegisterAsync(services.Gateway);
        using var created = await client.PostAsync("/api/v1/tasks/", JsonAssertions.Json("""{"title": "x"}"""));

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.GetStringAsync("/api/v1/stats/"))
            .ShouldBe("""{"total_tasks":1,"completed_tasks":0,"completed_percentage":0.0}""");
    }

    [Fact]
    public async Task Reads_survive_a_killed_instance_under_load()
    {
        const int readers = 16;
        await using var services = await ServedMicro.StartAsync(taskServices: 2);
        using var client = await RegisterAsync(services.Gateway);
        var (failed, answered, isKilled, afterKill) = (0, 0, false, 0);
        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, readers).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    using var answer = await client.GetAsync("/api/v1/tasks/", CancellationToken.None);
                    Interlocked.Increment(ref answer.StatusCode == HttpStatusCode.OK ? ref answered : ref failed);
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref failed);
                }

                if (Volatile.Read(ref isKilled))
                {
                    Interlocked.Increment(ref afterKill);
                }
            }
        }).ToList();
        await Soon.BecomesTrue(() => Volatile.Read(ref answered) > 200);
        failed.ShouldBe(0);

        TrackerProcess.Signal(services["task-service"][1].Id, "KILL");
        Volatile.Write(ref isKilled, true);
        await Soon.BecomesTrue(() => Volatile.Read(ref afterKill) > 1000);
        await stop.CancelAsync();
        await Task.WhenAll(reading);

        // Only an answer that had begun can be lost: one for each reader at most.
        failed.ShouldBeLessThanOrEqualTo(readers);
        (await client.GetAsync("/api/v1/tasks/")).StatusCode.ShouldBe(HttpStatusCode.OK);
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
