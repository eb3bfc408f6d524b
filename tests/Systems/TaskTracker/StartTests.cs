using System.Collections;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

public sealed class StartTests(Api api) : IClassFixture<Api>
{
    [Fact]
    public void Every_registered_service_can_be_created()
    {
        var registered = Descriptors(api.Service.Services).Where(service =>
            service is { IsKeyedService: false, ServiceType.IsGenericTypeDefinition: false, Lifetime: ServiceLifetime.Singleton }).ToList();

        foreach (var service in registered)
        {
            api.Service.Services.GetServices(service.ServiceType).ShouldAllBe(instance => instance != null, service.ServiceType.FullName);
        }

        registered.Count(service => service.ServiceType.Name.EndsWith("Handler", StringComparison.Ordinal)
            && service.ServiceType.Namespace!.StartsWith("Tracker.", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Several_instances_start_in_parallel_on_one_empty_database()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        var instances = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Api.StartAsync(database))));
        try
        {
            var person = await instances[0].PersonAsync();
            var id = await person.TaskAsync();

            foreach (var instance in instances)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tasks/{id}")
                {
                    Headers = { Authorization = new("Bearer", person.AccessToken) },
                };
                (await instance.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
        finally
        {
            foreach (var instance in instances)
            {
                await instance.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_restart_keeps_all_data()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        string refreshToken;
        await using (var first = await Api.StartAsync(database))
        {
            refreshToken = (await first.PersonAsync()).RefreshToken;
        }

        await using var second = await Api.StartAsync(database);

        (await second.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{refreshToken}}"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // ValidateOnBuild checks constructors but not factories, which most registrations are. The container exposes its descriptors only like
    // this.
    private static IEnumerable<ServiceDescriptor> Descriptors(IServiceProvider services)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var factory = services.GetType().GetProperty("CallSiteFactory", any).ShouldNotBeNull().GetValue(services)!;
        return ((IEnumerable)factory.GetType().GetProperty("Descriptors", any).ShouldNotBeNull().GetValue(factory)!)
            .Cast<ServiceDescriptor>();
    }
}
