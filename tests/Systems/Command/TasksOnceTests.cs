using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>A client that sends its tasks again with their keys after the system was killed.</summary>
public sealed class TasksOnceTests
{
    private const int Senders = 8;

    [Fact]
    public async Task Tasks_sent_again_after_a_kill_exist_once()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var killed = data.Up();
        await killed.ReadyAsync();
        using var person = await data.LogInAsync();

        var answers = new ConcurrentDictionary<int, string?>();
        var last = 0;
        var sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(
            _ => SendUntilKilledAsync(person, () => Interlocked.Increment(ref last), answers)));
        await Soon.BecomesTrue(() => answers.Count > 50 || sending.IsCompleted);
        TrackerProcess.Signal(killed.Id, "KILL");
        await sending;
        await killed.ExitCodeAsync(TrackerProcess.StopPatience);
        await using var next = data.Up();
        await next.ReadyAsync();

        foreach (var (number, before) in answers)
        {
            using var again = await PostAsync(person, number);
            again.StatusCode.ShouldBe(HttpStatusCode.Created);
            if (before is not null)
            {
                again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
                (await again.Content.ReadAsStringAsync()).ShouldBe(before);
            }
        }

        answers.Values.Count(answer => answer is not null).ShouldBeGreaterThan(0);
        answers.Values.Count(answer => answer is null).ShouldBeGreaterThan(0);
        var page = await (await person.GetAsync(new Uri("/api/v1/tasks", UriKind.Relative))).ReadAsync();
        page["total"]!.GetValue<int>().ShouldBe(answers.Count);
    }

    /// <param name="answers">Gets the text of each answer; null for a request that the kill cut off.</param>
    private static async Task SendUntilKilledAsync(HttpClient person, Func<int> next, ConcurrentDictionary<int, string?> answers)
    {
        while (true)
        {
            var number = next();
            try
            {
                using var answer = await PostAsync(person, number);
                answer.StatusCode.ShouldBe(HttpStatusCode.Created);
                answers[number] = await answer.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException)
            {
                answers[number] = null;
                return;
            }
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient person, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tasks")
        {
            Headers = { { "Idempotency-Key", number.ToString(CultureInfo.InvariantCulture) } },
            Content = JsonContent.Create(new { title = $"task {number}", tags = new[] { "once" } }),
        };
        return await person.SendAsync(request);
    }
}
