using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Npgsql;
using Tracker.Bench.Floor;
using Tracker.Platform.Persistence;

// What the machine can do: Kestrel and Npgsql with the best tables, indexes and statements known, and answers written by hand. It checks
// nothing, logs nothing, and knows the caller. The benchmark sets DATABASE_URL, PORT, USER_ID and USER_EMAIL.
var settings = PostgresUrl.Parse(TaskAnswers.Variable("DATABASE_URL"));
(settings.MaxPoolSize, settings.NoResetOnClose, settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (20, true, 200, 2);
// Measured: as much work for this process, a sixth less for PostgreSQL.
settings.Multiplexing = true;
settings.Options = "-c timezone=UTC -c jit=off -c plan_cache_mode=force_generic_plan";
await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
(settings.Multiplexing, settings.Pooling, settings.CommandTimeout) = (false, false, 0);
using var tables = new FloorTables(source, settings.ConnectionString);
var tasks = new TaskAnswers(source);
var orders = new OrderAnswers(source);

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, int.Parse(TaskAnswers.Variable("PORT")));
});
var app = builder.Build();
app.Run(context => context.Request.Path.Value switch
{
    "/fill" => tables.FillAsync(context.RequestAborted),
    "/orders" => orders.AnswerAsync(context),
    _ => tasks.AnswerAsync(context),
});
await app.StartAsync();
Console.WriteLine("ready");
// The benchmark kills the process.
await tables.FoldAsync(CancellationToken.None);
