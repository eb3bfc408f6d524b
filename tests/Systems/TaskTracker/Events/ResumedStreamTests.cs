using System.Net.Sockets;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Events;

/// <summary>Readers that come back, and readers that are too slow.</summary>
public sealed class ResumedStreamTests(Api api) : IClassFixture<Api>
{
    [Fact]
    public async Task A_reader_resumes_without_loss_or_repeats()
    {
        var person = await api.PersonAsync();
        string last;
        await using (var first = await EventReader.OpenAsync(api.Service.Url, person.AccessToken))
        {
            await person.TaskAsync();
            last = (await first.NextAsync()).Id;
        }

        var missed = new[] { await person.TaskAsync(), await person.TaskAsync(), await person.TaskAsync() };
        await using var again = await EventReader.OpenAsync(api.Service.Url, person.AccessToken, last);
        var next = await person.TaskAsync();

        (await TasksAsync(again, 4)).ShouldBe([.. missed, next]);
        again.HasNoMore();
    }

    [Fact]
    public async Task A_reader_resumes_that_has_had_no_event()
    {
        var person = await api.PersonAsync();
        string last;
        await using (var first = await EventReader.OpenAsync(api.Service.Url, person.AccessToken))
        {
            await Soon.BecomesTrue(() => first.LastId.Length > 0);
            last = first.LastId;
        }

        var missed = await person.TaskAsync();
        await using var again = await EventReader.OpenAsync(api.Service.Url, person.AccessToken, last);

        (await TasksAsync(again, 1)).ShouldBe([missed]);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("older")]
    [InlineData("of another server")]
    [InlineData("of the future")]
    [InlineData("999999999999999999999999999.1.1.1")]
    public async Task An_unusable_position_begins_with_resync(string position)
    {
        var person = await api.PersonAsync();
        await using var first = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);
        await person.TaskAsync();
        var parts = (await first.NextAsync()).Id.Split('.');
        var now = DateTimeOffset.UtcNow;
        var last = position switch
        {
            "older" => At(parts, now.AddSeconds(-301)),
            "of another server" => $"1:00000001.{parts[1]}.{parts[2]}.{parts[3]}",
            "of the future" => $"{parts[0]}.{ulong.Parse(parts[1]) + 1_000_000}.{parts[2]}.{parts[3]}",
            _ => position,
        };
        await using var reader = await EventReader.OpenAsync(api.Service.Url, person.AccessToken, last);
        var next = await person.TaskAsync();

        (await reader.NextAsync()).Name.ShouldBe("resync");
        (await TasksAsync(reader, 1)).ShouldBe([next]);
    }

    [Fact]
    public async Task A_position_of_almost_five_minutes_ago_resumes()
    {
        var person = await api.PersonAsync();
        await using var first = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);
        await person.TaskAsync();
        var parts = (await first.NextAsync()).Id.Split('.');
        var missed = await person.TaskAsync();
        var last = At(parts, DateTimeOffset.UtcNow.AddSeconds(-280));

        await using var reader = await EventReader.OpenAsync(api.Service.Url, person.AccessToken, last);

        (await TasksAsync(reader, 1)).ShouldBe([missed]);
    }

    [Fact]
    public async Task A_reader_that_missed_too_much_begins_with_resync()
    {
        var person = await api.PersonAsync();
        await using var first = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);
        await person.TaskAsync();
        var last = (await first.NextAsync()).Id;
        await AppendAsync(257);

        await using var reader = await EventReader.OpenAsync(api.Service.Url, person.AccessToken, last);

        (await reader.NextAsync()).Name.ShouldBe("resync");
    }

    [Fact]
    public async Task A_reader_that_stops_reading_holds_up_nobody()
    {
        var (slow, fast) = (await api.PersonAsync(), await api.PersonAsync());
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync("127.0.0.1", api.Service.Url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {slow.AccessToken}\r\n\r\n"));
        await using var reader = await EventReader.OpenAsync(api.Service.Url, fast.AccessToken);

        // More than the buffers of the sockets hold.
        await AppendAsync(60_000);
        var task = await fast.TaskAsync();
        ReadEvent next;
        do
        {
            next = await reader.NextAsync();
        }
        while (next.Name != "task.created");

        next.Data["task_id"]!.GetValue<string>().ShouldBe(task);
        (await ReadUntilAsync(socket, task)).ShouldContain("event: resync");
    }

    private static string At(string[] parts, DateTimeOffset time) =>
        $"{parts[0]}.{parts[1]}.{parts[2]}.{time.ToUnixTimeMilliseconds()}";

    private static async Task<string[]> TasksAsync(EventReader reader, int count) =>
        [.. (await reader.NextAsync(count)).Select(read => read.Data["task_id"]!.GetValue<string>())];

    private static async Task<string> ReadUntilAsync(Socket socket, string end)
    {
        using var limit = new CancellationTokenSource(EventReader.Patience);
        var (text, buffer) = (new StringBuilder(), new byte[65536]);
        var tail = "";
        while (!tail.Contains(end, StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer, limit.Token);
            read.ShouldBeGreaterThan(0);
            var part = Encoding.UTF8.GetString(buffer, 0, read);
            text.Append(part);
            tail = tail[Math.Max(0, tail.Length - 100)..] + part;
        }

        return text.ToString();
    }

    private Task AppendAsync(int count) => api.ExecuteAsync(
        """
        insert into outbox (event_id, topic, body, occurred_at, next_attempt_at)
        select gen_random_uuid(), 'task.updated', convert_to('{"filler": "' || repeat('x', 200) || '"}', 'UTF8'), now(), now()
        from generate_series(1, $1)
        """,
        count);
}
