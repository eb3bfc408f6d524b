using System.Diagnostics;
using Shouldly;

namespace Tracker.Tests.Systems.TaskTracker.Events;

/// <summary>When a stream ends.</summary>
public sealed class StreamEndTests(Api api) : IClassFixture<Api>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_stream_ends_when_its_token_expires()
    {
        var person = await api.PersonAsync();
        await using var reader = await EventReader.OpenAsync(
            api.Service.Url, TokenForge.Sign(TokenForge.Claims(person.Id, seconds: 3)));

        await Task.Delay(TimeSpan.FromSeconds(1));
        reader.Ended.IsCompleted.ShouldBeFalse();
        await reader.EndsWithinAsync(Limit);
    }

    [Fact]
    public async Task A_logout_ends_the_streams_of_its_session_only()
    {
        var person = await api.PersonAsync();
        await using var first = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);
        var refresh = person.RefreshToken;
        await person.LogInAsync();
        await using var second = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);

        await api.PostAsync("/auth/logout", $$"""{"refresh_token": "{{refresh}}"}""");

        await first.EndsWithinAsync(Limit);
        await person.TaskAsync();
        (await second.NextAsync()).Name.ShouldBe("task.created");
    }

    [Fact]
    public async Task A_refresh_does_not_end_a_stream()
    {
        var person = await api.PersonAsync();
        await using var reader = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);

        (await api.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{person.RefreshToken}}"}""")).EnsureSuccessStatusCode();

        await Task.Delay(Limit);
        reader.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_changed_password_ends_all_streams_of_the_user()
    {
        var person = await api.PersonAsync();
        await using var first = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);
        await person.LogInAsync();
        await using var second = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);

        await person.PostAsync(
            "/auth/change-password", $$"""{"current_password": "{{Api.Password}}", "new_password": "another correct horse"}""");

        await Task.WhenAll(first.EndsWithinAsync(Limit), second.EndsWithinAsync(Limit));
    }

    [Fact]
    public async Task A_deactivation_by_another_process_ends_the_streams()
    {
        var person = await api.PersonAsync();
        await using var reader = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);
        await using var forged = await EventReader.OpenAsync(api.Service.Url, TokenForge.Sign(TokenForge.Claims(person.Id)));

        await api.ExecuteAsync("update users set is_active = false, deactivated_at = now() where id = $1", person.Id);

        await Task.WhenAll(reader.EndsWithinAsync(Limit), forged.EndsWithinAsync(Limit));
    }

    [Fact]
    public async Task A_service_with_open_streams_stops_at_once()
    {
        var stopping = await Api.StartAsync();
        var person = await stopping.PersonAsync();
        var readers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            EventReader.OpenAsync(stopping.Service.Url, person.AccessToken)));

        var watch = Stopwatch.StartNew();
        await stopping.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        foreach (var reader in readers)
        {
            await reader.EndsWithinAsync(Limit);
            await reader.DisposeAsync();
        }
    }
}
