using System.Diagnostics;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Events;

/// <summary>Two instances of <c>api</c>: a change at one reaches the streams of the other.</summary>
public sealed class InstanceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_change_reaches_other_instances_without_Redis()
    {
        await using var one = await Api.StartAsync();
        await using var other = await Api.StartAsync(one.DatabaseUrl);

        await ReachesAsync(one, other);
    }

    [Fact]
    public async Task A_change_reaches_other_instances_while_Redis_is_away()
    {
        await using var redis = await TestRedis.StartAsync();
        await using var one = await Api.StartAsync(null, ("REDIS_URL", redis.Url));
        await using var other = await Api.StartAsync(one.DatabaseUrl, ("REDIS_URL", redis.Url));

        await ReachesAsync(one, other);
        redis.Kill();
        await ReachesAsync(one, other);
    }

    [Fact]
    public async Task A_reader_resumes_at_another_instance()
    {
        await using var one = await Api.StartAsync();
        await using var other = await Api.StartAsync(one.DatabaseUrl);
        var person = await one.PersonAsync();
        // Keeps the position of the second instance behind.
        await using var idle = await EventReader.OpenAsync(other.Service.Url, person.AccessToken);
        await using var first = await EventReader.OpenAsync(one.Service.Url, person.AccessToken);
        await person.TaskAsync();
        var last = (await first.NextAsync()).Id;

        await using var second = await EventReader.OpenAsync(other.Service.Url, person.AccessToken, last);
        var task = await person.TaskAsync();

        (await second.NextAsync()).Data["task_id"]!.GetValue<string>().ShouldBe(task);
        second.HasNoMore();
    }

    [Fact]
    public async Task A_logout_at_one_instance_ends_streams_of_the_other()
    {
        await using var one = await Api.StartAsync();
        await using var other = await Api.StartAsync(one.DatabaseUrl);
        var person = await one.PersonAsync();
        await using var reader = await EventReader.OpenAsync(other.Service.Url, person.AccessToken);

        await one.PostAsync("/auth/logout", $$"""{"refresh_token": "{{person.RefreshToken}}"}""");

        await reader.EndsWithinAsync(TimeSpan.FromSeconds(5));
    }

    private static async Task ReachesAsync(Api one, Api other)
    {
        var person = await one.PersonAsync();
        await using var near = await EventReader.OpenAsync(one.Service.Url, person.AccessToken);
        await using var far = await EventReader.OpenAsync(other.Service.Url, person.AccessToken);
        for (var i = 0; i < 3; i++)
        {
            var task = await person.TaskAsync();
            var watch = Stopwatch.StartNew();
            var (here, there) = (await near.NextAsync(), await far.NextAsync());
            watch.Elapsed.ShouldBeLessThan(Limit);
            (here.Id, here.Data["task_id"]!.GetValue<string>()).ShouldBe((there.Id, task));
        }
    }
}
